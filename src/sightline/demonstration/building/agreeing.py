"""The information sharing agreements of the demonstration: one of the whole partnership, one of three agencies."""

from datetime import date

from sightline.common.actor import acting
from sightline.demonstration import agencies
from sightline.demonstration.building.setting_up import SetUp
from sightline.demonstration.days import moment
from sightline.register.actions import sharing
from sightline.register.models import Agency, Purpose

_KEEPS = "dpo"
_FRONT_DOOR = """\
1. Between whom. All agencies of the partnership and the front door.
2. What for. To find out early whether a child needs help or protection, and to tell those who must know.
3. What. The least that the purpose needs. The front door asks by a check; the agency asked sees the child's name, \
date of birth, sex, school and address until it has answered, and says with whom its answer may be shared.
4. On what law. Public task, and the safeguarding of children as a matter of substantial public interest. \
Consent is asked for where it can be, and is not the basis.
5. What stays inside. At level 3 and below, what agencies tell the front door is not passed on without the parents' \
agreement, unless the child would come to harm.
6. The record. Every sharing stands in the ledger, and so does what was withheld because sharing would be more \
detrimental to the child.\
"""
_STRATEGY = """\
1. Between whom. Children's social care, the police and health.
2. What for. Strategy discussions about a child who may suffer significant harm.
3. What. All that bears on the child's safety. Each agency says what must not be told to the family.
4. On what law. Public task; for the police also law enforcement (Data Protection Act 2018, part 3).\
"""
_AT_THE_FRONT_DOOR = (
    *(Purpose.CHECK, Purpose.CHECK_ANSWER, Purpose.REFERRAL, Purpose.FEEDBACK),
    *(Purpose.CHANGE_OF_WORKER, Purpose.WORKING_TOGETHER),
)
_OF_STRATEGY = (Agency.Kind.POLICE, Agency.Kind.INTEGRATED_CARE_BOARD, Agency.Kind.HEALTH_PROVIDER)


def agree(there: SetUp) -> int:
    """Enters the agreements before anything is shared; gives how many. One is past its day of review."""
    keeper, at = there.staff[_KEEPS], moment(date(2020, 3, 16), 10, 0)
    every = list(there.agencies.values())
    three = [each for each in every if each.kind in _OF_STRATEGY or each.name == agencies.COUNCIL]
    with acting(keeper, at=at):
        front_door = sharing.add_agreement(
            title="Sharing at the front door",
            version=_version(_FRONT_DOOR, every, _AT_THE_FRONT_DOOR, date(2020, 4, 1), date(2022, 3, 31)),
            by=keeper,
            at=at,
        )
        sharing.add_agreement(
            title="Strategy discussions",
            version=_version(_STRATEGY, three, (Purpose.STRATEGY_DISCUSSION,), date(2020, 4, 1), date(2023, 9, 30)),
            by=keeper,
            at=at,
        )
    renewed = moment(date(2022, 3, 28), 10, 0)
    with acting(keeper, at=renewed):
        second = _version(_FRONT_DOOR, every, _AT_THE_FRONT_DOOR, date(2022, 4, 1), date(2023, 3, 31))
        sharing.new_version(agreement=front_door, version=second, by=keeper, at=renewed)
    return 2


def _version(
    text: str, between: list[Agency], purposes: tuple[Purpose, ...], begins: date, review_by: date
) -> sharing.Version:
    return sharing.Version(text=text, agencies=between, purposes=purposes, in_force_from=begins, review_by=review_by)
