"""For each concern: what is seen, what life is like for the child, and what is going well. No case is anybody's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What can be said of one concern: by the referrer, about the child's day, of worry, and of strength."""

    seen: tuple[str, ...]
    life: tuple[str, ...]
    worry: tuple[str, ...]
    well: tuple[str, ...]


CONCERNS: dict[str, Words] = {
    "NEG": Words(
        seen=(
            "{n} has asked friends for food at break on three days this fortnight.",
            "{n} has worn the same thin coat since the frost came and says there is no other.",
            "The last two dentist appointments were missed and {n} holds one cheek when eating.",
            "{n} falls asleep by mid-morning and says the bedroom is shared with boxes.",
            "A visit to the home found no bed made up for {n} and little in the cupboards.",
            "{n} was collected an hour late three times; nobody answered the telephone.",
        ),
        life=(
            "{n} starts the day hungry and looks after the younger ones before school.",
            "{n} sleeps on a sofa and is often too tired to join in.",
            "{n} worries about being teased because clothes are not clean.",
            "{n} says the house is cold and that the hot-water bottle is the best thing about it.",
            "{n} has learned to cook noodles and keeps some for the weekend.",
        ),
        worry=(
            "We are worried that everyday care falls short again and again.",
            "We are worried that needs for food, warmth and sleep are not met reliably.",
            "We are worried that health appointments are missed and nobody follows them up.",
            "We are worried that help was offered before and the changes did not last.",
        ),
        well=(
            "Mother has spoken openly about money and wants help with the heating.",
            "An aunt cooks on Sundays and {n} looks forward to it.",
            "School has a breakfast place for {n} and it is used.",
            "The family kept the last two visits.",
        ),
    ),
    "PHY": Words(
        seen=(
            "{n} came in with a mark on the arm and gave two different accounts of it.",
            "{n} flinched when a chair was moved and said it is loud at home when people are cross.",
            "A neighbour heard shouting and a thump, then a child crying.",
            "{n} told an adult at the Heron Club of being pushed against a door.",
            "A bruise was seen on {n} that does not fit the story of a fall.",
        ),
        life=(
            "{n} keeps quiet when voices are raised and goes under the stairs with the dog.",
            "{n} watches faces to see what mood the evening will be.",
            "{n} says home is fine but does not want to go there on Fridays.",
            "{n} feels safest at the football cage with friends.",
        ),
        worry=(
            "We are worried about an injury that has no clear explanation.",
            "We are worried that {n} has been hurt and may be hurt again.",
            "We are worried because the accounts of what happened differ.",
        ),
        well=(
            "Both parents came to the hospital and answered every question.",
            "{n} has a teacher who is told things.",
            "Grandmother can have {n} to stay at once.",
        ),
    ),
    "SAB": Words(
        seen=(
            "{n} said something to a trusted adult about being touched, and stopped.",
            "{n} has drawn and said things that go beyond what a child of this age would know.",
            "An older relative has been alone with {n} against earlier advice.",
            "{n} received pictures on a tablet and was asked to keep a secret.",
        ),
        life=(
            "{n} sleeps with the light on and does not like doors closed.",
            "{n} has stopped going to swimming, which used to be the best hour of the week.",
            "{n} says there is a secret that is too heavy.",
        ),
        worry=(
            "We are worried that {n} has been sexually harmed and may not be safe.",
            "We are worried about contact with an adult who may be a risk to children.",
        ),
        well=(
            "Mother believes {n} and has acted to keep {n} away from harm.",
            "{n} was able to tell somebody, and was listened to.",
        ),
    ),
    "EMO": Words(
        seen=(
            "{n} was called unkind names in front of others at the gate, not for the first time.",
            "{n} says sorry for everything and cries when work is not perfect.",
            "{n} is treated differently from the brothers and sisters and says so.",
            "A parent told {n}, in the hearing of staff, that nobody wanted this.",
        ),
        life=(
            "{n} tries to be very good so that nobody gets angry.",
            "{n} carries messages between parents who do not speak to one another.",
            "{n} feels like a guest at home and keeps a bag packed.",
        ),
        worry=(
            "We are worried about the effect on {n} of harsh words over a long time.",
            "We are worried that {n} is blamed for what is not a child's to carry.",
        ),
        well=(
            "The parents have agreed to talk to somebody together.",
            "{n} has a close friend whose family is kind.",
        ),
    ),
    "DA": Words(
        seen=(
            "Officers were called to the home late in the evening; {n} was awake upstairs.",
            "An argument between adults was heard in the street while {n} stood at the window.",
            "A parent left the home with the children for the night after a partner broke a door.",
            "A call was made from the home and ended; when officers came the adults were apart and calm.",
            "{n} told a member of staff about shouting and a broken lamp.",
            "The parents live apart; an argument at hand-over was seen by {n}.",
        ),
        life=(
            "{n} lies awake listening and takes the little ones into one room.",
            "{n} says that evenings are quiet when only mum is at home.",
            "{n} likes school because it is the same every day.",
            "{n} counts the stairs when people argue.",
            "{n} wants everybody to be friends and says so to each of them.",
        ),
        worry=(
            "We are worried about what {n} hears and sees between the adults.",
            "We are worried that the arguments are becoming more frequent and more frightening.",
            "We are worried that separation has not made contact between the adults safe.",
        ),
        well=(
            "Mother rang for help herself and has a safety plan.",
            "The adults have agreed to live apart for now.",
            "A support worker from the domestic abuse service visits weekly.",
            "{n} has somebody at school to talk to each Monday.",
        ),
    ),
    "CE": Words(
        seen=(
            "{n} has a new telephone and new shoes that nobody at home bought.",
            "{n} was found with older young people near the Old Docks late at night.",
            "{n} gets messages that cause worry and leaves the room to answer them.",
            "{n} was carrying more money than could be explained.",
        ),
        life=(
            "{n} feels important with the new friends and frightened of owing them.",
            "{n} comes home late and hungry and will not say where the evening went.",
            "{n} says it is easier to go along than to say no.",
        ),
        worry=(
            "We are worried that {n} is being used by others for their own ends.",
            "We are worried about debts, lifts and presents from people nobody at home knows.",
        ),
        well=(
            "{n} turns up for boxing at the Lanternhouse gym and trusts the coach.",
            "The family reports each time {n} does not come home.",
        ),
    ),
    "MH": Words(
        seen=(
            "{n} has told a nurse of feeling low for weeks and of not wanting to wake up.",
            "{n} has marks on the forearm and wears long sleeves in warm weather.",
            "A parent has been unwell and has stayed in bed for most of the week.",
            "{n} has not left the bedroom for several days except to eat.",
        ),
        life=(
            "{n} feels that nothing will change and finds mornings hardest.",
            "{n} looks after a parent on bad days and tells nobody.",
            "{n} feels better after drawing and on the days when the dog is walked.",
        ),
        worry=(
            "We are worried about how low {n} is and who notices at home.",
            "We are worried about the effect of a parent's illness on {n}.",
        ),
        well=(
            "{n} agreed to see the school counsellor and has gone twice.",
            "Father has taken leave from work to be at home.",
        ),
    ),
    "SUB": Words(
        seen=(
            "A parent came to collect {n} and seemed unsteady; a relative was asked to come instead.",
            "{n} talks about empty bottles and about having to wait outside.",
            "A parent has begun treatment and asks for help for the children.",
            "{n} was found with a vape that made two friends ill.",
        ),
        life=(
            "{n} never knows which evenings will be good ones.",
            "{n} pours drinks away and hopes that nobody sees.",
            "{n} is proud that a parent has begun to get better.",
        ),
        worry=(
            "We are worried that drinking or drugs decide how {n} is cared for on a given day.",
            "We are worried about who is in charge at home at night.",
        ),
        well=(
            "The parent goes to the recovery group every week.",
            "Grandparents live next door and know what to look for.",
        ),
    ),
    "DIS": Words(
        seen=(
            "{n}'s parents are worn out; nights are broken and there is no break for them.",
            "Equipment that {n} needs at home has not come for months.",
            "{n} has outgrown the harness and is carried up the stairs.",
        ),
        life=(
            "{n} loves water and music and needs two people for most things.",
            "{n} is lifted rather than hoisted, and does not like it.",
        ),
        worry=(
            "We are worried that the family cannot go on like this without help.",
            "We are worried that {n}'s needs have changed and the support has not.",
        ),
        well=("The parents know {n} better than anybody and say what would help.", "School gives steady support."),
    ),
    "YC": Words(
        seen=(
            "{n} goes home at lunch to help a parent, and is late back.",
            "{n} does the shopping, the washing and the school run for the little ones.",
            "{n} gave up the choir because nobody else can be at home.",
        ),
        life=(
            "{n} is proud of helping and would like one afternoon off.",
            "{n} does homework after everybody else is in bed.",
        ),
        worry=("We are worried that {n} carries more than a child should.",),
        well=("The parent wants help so that {n} can be a child.", "A young carers' group has a place for {n}."),
    ),
    "HOUS": Words(
        seen=(
            "The family of {n} has been told to leave by the end of the month.",
            "There is damp in the room where {n} sleeps and a cough that does not go.",
            "The family is staying with friends; {n} sleeps on the floor.",
        ),
        life=(
            "{n} has moved three times this year and has stopped unpacking.",
            "{n} misses having a table to do homework at.",
        ),
        worry=("We are worried that {n} has no settled place to live.",),
        well=("The housing officer has put the family on the priority list.", "The family keeps together and copes."),
    ),
    "ATT": Words(
        seen=(
            "{n} has been in school fewer than half of the days since the holiday.",
            "{n} comes in after ten on most days and says there is no alarm clock.",
            "Nobody has answered the school's letters and calls about {n}.",
        ),
        life=(
            "{n} feels behind and finds it easier to stay away.",
            "{n} stays at home to keep somebody company.",
        ),
        worry=("We are worried about how much school {n} is missing, and why.",),
        well=("{n} likes the art room and comes in for it.", "Father has agreed to walk {n} in."),
    ),
    "RAD": Words(
        seen=(
            "{n} repeats slogans from videos and frightens classmates with them.",
            "{n} has become withdrawn and talks with strangers on a game late at night.",
        ),
        life=("{n} feels listened to online and nowhere else.",),
        worry=("We are worried about who is shaping what {n} believes.",),
        well=("{n} still talks to the history teacher, and argues fairly.",),
    ),
    "HSB": Words(
        seen=(
            "{n} has behaved in a sexual way towards a younger child at a club.",
            "{n} has shared pictures of another pupil without being asked to.",
        ),
        life=(
            "{n} is ashamed, and worried about what will happen now.",
            "{n} does not understand what was wrong and needs it explained.",
        ),
        worry=("We are worried about the other child and about {n}, who is a child first.",),
        well=("The parents supervise and have asked for help.",),
    ),
    "FGM": Words(
        seen=(
            "{n} will travel in the holidays for a celebration that nobody will describe.",
            "An older sister spoke to a nurse about what was done to her, and is worried for {n}.",
        ),
        life=("{n} is excited about the journey and does not know what it may mean.",),
        worry=("We are worried that {n} may be taken for a procedure that is against the law.",),
        well=("Mother is against it and has said so to the nurse.",),
    ),
    "UNBORN": Words(
        seen=(
            "The pregnancy was booked late and two scans have been missed.",
            "The parents of {n} have had earlier help with their first child and ask for it again.",
            "The mother of {n} is very young and has no settled place to live.",
        ),
        life=(
            "{n} will be born into a home that is not ready yet; there is time to change that.",
            "{n} will depend on two parents who have much on their minds and want to do well.",
        ),
        worry=(
            "We are worried about how ready the home is for {n}.",
            "We are worried about antenatal care that has been missed.",
        ),
        well=("The parents have begun to prepare a corner for {n}.", "The midwife is trusted and sees them weekly."),
    ),
    "PF": Words(
        seen=(
            "{n} has lived with a family friend since the summer, by the parents' arrangement.",
            "{n} came from abroad to stay with a distant cousin while at college.",
        ),
        life=("{n} likes the new room and misses home on Sundays.",),
        worry=("We need to know that {n} is safe and cared for where {n} now lives.",),
        well=("The carers have told us themselves and welcome a visit.",),
    ),
    "OTH": Words(
        seen=(
            "{n} has been arguing at home since a bereavement and has stayed with friends.",
            "The parents of {n} ask for help with bedtimes and behaviour.",
            "{n} was seen alone on the promenade after dark and walked home.",
        ),
        life=(
            "{n} misses somebody and does not have the words for it.",
            "{n} wants more time with a parent who works nights.",
        ),
        worry=("We are worried that a difficult time is becoming a lasting one.",),
        well=("The family has asked for help early.", "{n} has good friends."),
    ),
}
