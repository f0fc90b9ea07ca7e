"""The bench of linkage counts what it says; how long it took is for people to read, never for a test."""

import argparse
import json

from sightline.site.bench import linkage
from sightline.site.commands.bench import COMMAND


def test_a_bench_of_linkage_counts_every_proposal_once():
    measured = linkage.run(children=400, seed="a test", haste=1.0)
    links = measured["links"]
    assert links["pairs within the proposed groups"] - links["of them right"] == sum(
        links["wrong pairs by what they are"].values()
    )
    assert links["linked without a person"] > 0
    assert links["twins linked without a person"] == links["same-name cousins linked without a person"] == 0
    stages = dict(measured["seconds"])
    assert set(stages) > {"brought into one form", "compared and weighed", "grouped", "standing decided"}


def test_a_bench_of_linkage_is_printed_for_people_and_for_programs(capsys):
    parser = argparse.ArgumentParser()
    COMMAND.configure(parser)
    options = ["linkage", "--children", "60", "--seed", "a test"]
    assert COMMAND.run(parser.parse_args(options)) == 0
    assert "60 children of seed “a test”" in capsys.readouterr().out
    assert COMMAND.run(parser.parse_args([*options, "--format", "json"])) == 0
    assert json.loads(capsys.readouterr().out)["children"] == 60
