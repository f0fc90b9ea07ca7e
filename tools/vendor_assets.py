"""For maintainers: copy the design systems' compiled files into the project, so that nobody else needs npm.

    python tools/vendor_assets.py            fetch the pinned packages with npm and write the files anew
    python tools/vendor_assets.py --check    compare the files with MANIFEST.json, without a network

Left out on purpose: the GDS Transport typeface, the crown, the crests and the logotypes. Their licence
allows them on GOV.UK only. The system's own typeface stands in. Rules of components that Sightline does
not use are dropped from the Ministry of Justice's stylesheet; nothing else is altered.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "sightline" / "site" / "static" / "vendor"
TYPEFACE = '"Segoe UI",-apple-system,BlinkMacSystemFont,Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
NOT_OURS_TO_USE = re.compile(r"crown|crest|logotype|GDS Transport|Margaret Calvert", re.IGNORECASE)

GOVUK = "govuk-frontend"
MOJ = "@ministryofjustice/frontend"
VERSIONS = {GOVUK: "6.6.0", MOJ: "11.1.0"}
COPYRIGHT = {
    GOVUK: "Copyright (C) 2017 Crown Copyright (Government Digital Service)",
    MOJ: "Copyright (c) 2019 Ministry of Justice",
}
MOJ_COMPONENTS_USED = ("badge", "button-group", "multi-select", "side-navigation", "sub-navigation")
GOVUK_PARTS_REFUSED = ("govuk-header", "govuk-logo", "govuk-footer__copyright-logo", "govuk-footer__crown")

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


@dataclass(frozen=True)
class Asset:
    package: str
    source: str
    name: str


ASSETS = (
    Asset(GOVUK, "dist/govuk/govuk-frontend.min.css", "govuk-frontend.css"),
    Asset(GOVUK, "dist/govuk/govuk-frontend.min.js", "govuk-frontend.js"),
    Asset(MOJ, "moj/moj-frontend.min.css", "moj-frontend.css"),
    Asset(MOJ, "moj/components/sortable-table/sortable-table.mjs", "moj-sortable-table.js"),
    Asset(MOJ, "moj/components/multi-select/multi-select.mjs", "moj-multi-select.js"),
)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before the brace, what stands inside) for every rule at the top level of *css*."""
    start = depth = 0
    prelude = ""
    for at, letter in enumerate(css):
        if letter == "{":
            if depth == 0:
                prelude, start = css[start:at], at + 1
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield prelude.strip(), css[start:at]
                start = at + 1


def prune(css: str, keep: Callable[[str], bool]) -> str:
    """Keep the selectors that *keep* accepts; rules and media queries left empty go too."""
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith("@font-face"):
            continue
        if prelude.startswith(("@media", "@supports")):
            inner = prune(body, keep)
            if inner:
                kept.append(f"{prelude}{{{inner}}}\n")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}\n")
        else:
            selectors = [one for one in re.split(r",(?![^(]*\))", prelude) if keep(one)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}\n")
    return "".join(kept)


def is_used(selector: str) -> bool:
    """Is this selector one of a component we use, and free of what GOV.UK keeps to itself?"""
    names = re.findall(r"\.((?:moj|probation|govuk)-[a-z0-9-]+(?:__[a-z-]+)?)", selector)
    if any(name.startswith(GOVUK_PARTS_REFUSED) for name in names):
        return False
    foreign = [name for name in names if name.startswith(("moj-", "probation-"))]
    used = "|".join(MOJ_COMPONENTS_USED)
    return all(re.fullmatch(rf"moj-(?:{used})(?:(?:__|--).*)?", name) for name in foreign)


def stylesheet(text: str, package: str) -> str:
    """Strip and prune one stylesheet. The colours at its root are taken from GOV.UK Frontend alone."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    text = prune(text, lambda selector: is_used(selector) and (package == GOVUK or selector != ":root"))
    text = text.replace("GDS Transport,arial,sans-serif", TYPEFACE)
    return text.replace("url(/assets/images/", "url(images/")


def module(text: str) -> str:
    text = re.sub(r"\n?//# sourceMappingURL=\S*", "", text)
    return text.replace("from 'govuk-frontend'", "from './govuk-frontend.js'").rstrip() + "\n"


def fetch(package: str, into: Path) -> Path:
    """Download one pinned package with npm, which checks its integrity, and unpack it."""
    command = ["npm", "pack", f"{package}@{VERSIONS[package]}", "--json", "--pack-destination", str(into)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    name = next(into.glob(f"*{json.loads(told)[0]['version']}.tgz"))
    folder = into / re.sub(r"\W", "_", package)
    with tarfile.open(name) as archive:
        archive.extractall(folder, filter="data")
    name.unlink()
    return folder / "package"


def write(name: str, text: str, origin: dict[str, str], manifest: dict[str, dict[str, str]]) -> None:
    forbidden = NOT_OURS_TO_USE.search(text)
    if forbidden and not name.endswith(".txt"):
        raise SystemExit(f"{name} still holds {forbidden.group()!r}, which may be used on GOV.UK only")
    target = OUT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    manifest[name] = origin | {"sha256": hashlib.sha256(text.encode()).hexdigest()}


def vendor() -> None:
    manifest: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folders = {package: fetch(package, Path(scratch)) for package in VERSIONS}
        for asset in ASSETS:
            origin = {"package": asset.package, "version": VERSIONS[asset.package], "licence": "MIT"}
            text = (folders[asset.package] / asset.source).read_text(encoding="utf-8")
            text = stylesheet(text, asset.package) if asset.name.endswith(".css") else module(text)
            write(asset.name, text, origin | {"source": asset.source}, manifest)
            for image in sorted(set(re.findall(r"url\(images/([\w.-]+)\)", text))):
                source = f"moj/assets/images/{image}"
                svg = (folders[asset.package] / source).read_text(encoding="utf-8")
                write(f"images/{image}", svg, origin | {"source": source}, manifest)
    for package, owner in COPYRIGHT.items():
        name = "licences/" + package.strip("@").replace("/", "-") + ".txt"
        write(name, f"The MIT License\n\n{owner}\n\n{MIT}", {"package": package, "licence": "MIT"}, manifest)
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (OUT / "MANIFEST.json").write_text(text, encoding="utf-8")


def altered() -> list[str]:
    """Name every vendored file that is missing, altered, or not in the manifest."""
    manifest = json.loads((OUT / "MANIFEST.json").read_text(encoding="utf-8"))
    found = {str(path.relative_to(OUT)): path for path in OUT.rglob("*") if path.is_file()}
    found.pop("MANIFEST.json")
    wrong = set(manifest) ^ set(found)
    for name in set(manifest) & set(found):
        if hashlib.sha256(found[name].read_bytes()).hexdigest() != manifest[name]["sha256"]:
            wrong.add(name)
    return sorted(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    if not parser.parse_args().check:
        vendor()
    wrong = altered()
    sys.stdout.write("".join(f"differs from the manifest: {name}\n" for name in wrong) or "as recorded\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
