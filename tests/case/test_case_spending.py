"""Limits of a run: what is counted before it is fetched, what it may cost, what is too common to follow."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_cases import Wire, answered, new_case, site

from osint.case import journal
from osint.case.agenda import Task
from osint.case.case import Case
from osint.case.collecting import Collection
from osint.case.kept import Kept
from osint.case.lanes import lane_of
from osint.case.limits import Limits
from osint.case.spending import Purse, estimates, spent_since_begun
from osint.collectors import collector
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.seen import within
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

BASE = "https://search.example/"
ACCOUNT = f"{BASE}account"


def wanted(number: int = 1) -> Subject:
    return Subject(SubjectKind.IDENTIFIER, f"telegram:moonscans{number}")


def ask(subject: Subject) -> Asking:
    value = subject.value.partition(":")[2]
    counted = yield Ask(f"{BASE}count/{value}", "stand-in", subject)
    if counted.body:
        for page in (1, 2):
            yield Ask(f"{BASE}search/{value}/{page}", "stand-in", subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    if b"found.example" in exchange.body:
        yield from within(
            exchange, site("found.example"), "telegram", exchange.ask.subject.value.partition(":")[2]
        )


def number(key: str):  # type: ignore[no-untyped-def]
    def said(exchange: Exchange) -> int | None:
        try:
            return json.loads(exchange.body).get(key)
        except (ValueError, AttributeError):
            return None

    return said


SEARCH = Search(
    query=lambda subject: subject.value,
    counted="a count",
    unit="credit",
    price=lambda asked: 1 if "/search/" in asked.uri else 0,
    count=number("total"),
    account=lambda subject: Ask(ACCOUNT, "stand-in", subject),
    balance=number("left"),
)
STAND_IN = Collector(
    "stand-in",
    "a stand-in",
    ask,
    read,
    frozenset({SubjectKind.IDENTIFIER}),
    Touch.THIRD_PARTY,
    search=SEARCH,
)


def answers(numbers: range, *, total: int = 2, left: int = 1000) -> dict[str, bytes]:
    made = {ACCOUNT: json.dumps({"left": left}).encode()}
    for each in numbers:
        name = f"moonscans{each}"
        made[f"{BASE}count/{name}"] = json.dumps({"total": total}).encode()
        made |= {f"{BASE}search/{name}/{page}": f"found.example bears {name}".encode() for page in (1, 2)}
    return made


def run(case: Case, given: dict[str, bytes], numbers: range, limits: Limits) -> tuple[Wire, Collection]:
    wire = Wire(given, case.store.keep)
    kept = Kept(case.store.events(), case.store.read)
    collection = Collection(wire, kept, case.store.keep, limits=limits)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osint.case.agenda.COLLECTORS", (STAND_IN,))
        asyncio.run(collection.run([wanted(each) for each in numbers], workers=4))
    return wire, collection


def paid(wire: Wire) -> list[str]:
    return [uri for uri in wire.asked if "/search/" in uri]


def reasons(case: Case) -> list[str]:
    return [event["why"] for event in case.store.events() if event["outcome"] == "not asked"]


class TestBudget:
    def test_is_never_passed_however_many_ask_at_once(self, tmp_path: Path) -> None:
        case = new_case(tmp_path / "case")
        wire, collection = run(case, answers(range(9)), range(9), Limits(credits=5))
        assert len(paid(wire)) == 5 == collection.purse.spent["stand-in"]
        assert all(why.startswith("budget: it costs 1 credit, and 5 of 5") for why in reasons(case))

    def test_counts_are_asked_all_the_same(self, tmp_path: Path) -> None:
        wire, _ = run(new_case(tmp_path / "case"), answers(range(4)), range(4), Limits(credits=0))
        assert len(wire.asked) == 5
        assert not paid(wire)

    def test_an_account_with_less_left_bounds_it_and_is_looked_into_once_and_kept(
        self, tmp_path: Path
    ) -> None:
        case = new_case(tmp_path / "case")
        wire, _ = run(case, answers(range(9), left=3), range(9), Limits(credits=100))
        assert len(paid(wire)) == 3
        assert wire.asked.count(ACCOUNT) == 1
        assert ACCOUNT in {event["uri"] for event in case.store.events()}

    def test_an_account_is_not_looked_into_where_nothing_is_spent(self, tmp_path: Path) -> None:
        case = new_case(tmp_path / "case")
        run(case, answers(range(1)), range(1), Limits())
        again, collection = run(case, {}, range(1), Limits())
        assert again.asked == []
        assert collection.purse.spent["stand-in"] == 0

    def test_what_was_spent_before_counts_and_what_is_free_is_asked_all_the_same(
        self, tmp_path: Path
    ) -> None:
        case = new_case(tmp_path / "case")
        limits = Limits(credits=5, spent={"stand-in": 3, "another": 99})
        wire, collection = run(case, answers(range(4)), range(4), limits)
        assert len(paid(wire)) == 2 == collection.purse.spent["stand-in"]
        assert len(wire.asked) == 1 + 4 + 2
        over = Limits(credits=5, spent={"stand-in": 7})
        again, _ = run(new_case(tmp_path / "more"), answers(range(1)), range(1), over)
        assert again.asked == [f"{BASE}count/moonscans0", ACCOUNT]

    def test_an_account_bounds_what_is_spent_from_now_on(self, tmp_path: Path) -> None:
        case = new_case(tmp_path / "case")
        wire, _ = run(case, answers(range(9), left=2), range(9), Limits(spent={"stand-in": 40}))
        assert len(paid(wire)) == 2

    def test_a_step_that_it_refused_is_put_by_the_next_run_that_may_and_none_is_paid_twice(
        self, tmp_path: Path
    ) -> None:
        case = new_case(tmp_path / "case")
        first, _ = run(case, answers(range(1)), range(1), Limits(credits=1))
        assert [uri.rpartition("/")[2] for uri in paid(first)] == ["1"]
        second, collection = run(case, answers(range(1)), range(1), Limits(credits=1))
        assert [uri.rpartition("/")[2] for uri in paid(second)] == ["2"]
        assert collection.purse.spent["stand-in"] == 1

    def test_a_refusal_costs_nothing(self) -> None:
        purse, asked = Purse(Limits(credits=1)), Ask(f"{BASE}search/x/1", "stand-in", wanted())
        assert not purse.refuses("stand-in", SEARCH, asked)
        assert purse.refuses("stand-in", SEARCH, asked)
        purse.settle("stand-in", SEARCH, answered(asked, outcome=Outcome.FAILED))
        assert purse.spent["stand-in"] == 1, "what failed may have been charged"
        purse.settle("stand-in", SEARCH, answered(asked, outcome=Outcome.REFUSED))
        assert purse.spent["stand-in"] == 0


def of_shodan(page: int, outcome: str = "answered", **more: str) -> dict[str, object]:
    return {
        "type": "exchange",
        "collector": "shodan",
        "uri": f"https://api.shodan.io/shodan/host/search?page={page}",
        "method": "GET",
        "subject": ["identifier", "telegram:moonscans", ""],
        "outcome": outcome,
        "why": "",
        **more,
    }


class TestSpentBefore:
    def test_is_what_the_ledger_holds_since_the_last_expansion_began(self) -> None:
        begun = {"type": "expansion", "state": "begun"}
        events = [
            of_shodan(1),
            begun,
            of_shodan(2),
            {"type": "expansion", "state": "round"},
            of_shodan(3),
            of_shodan(4, "refused"),
            of_shodan(5, "not asked"),
            of_shodan(6, imported="partner.warc.gz"),
            {**of_shodan(7), "uri": "https://api.shodan.io/shodan/host/count?query=x"},
            {**of_shodan(8), "collector": "page"},
        ]
        assert spent_since_begun(events) == {"shodan": 2}
        assert spent_since_begun([*events, begun]) == {}


class TestEstimates:
    SUBJECTS = (
        Subject(SubjectKind.IDENTIFIER, "registrant_email:owner@moon.example"),
        Subject(SubjectKind.IDENTIFIER, "telegram:moonscans"),
        Subject(SubjectKind.IDENTIFIER, "telegram:sunscans"),
        Subject(SubjectKind.SITE, "moonscans.com"),
    )

    def told(self, events: tuple[dict[str, object], ...] = ()) -> dict[str, tuple[int, int]]:
        found = estimates(self.SUBJECTS, events, lambda one: one.name != "domaintools")
        return {each.source: (each.cost, each.questions) for each in found}

    def test_add_up_what_every_source_that_charges_will_cost(self) -> None:
        assert self.told() == {"dnsdb": (2, 1), "shodan": (2, 2), "whoisxml": (50, 1)}

    def test_leave_out_what_was_asked_about_before(self) -> None:
        assert self.told((of_shodan(1),))["shodan"] == (1, 1)
        assert self.told((of_shodan(1, "refused"),))["shodan"] == (2, 2)

    def test_count_what_a_budget_cut_short_and_no_hub(self) -> None:
        counted = of_shodan(1)
        assert self.told((counted, of_shodan(2, "not asked", why="budget: it costs 1")))["shodan"] == (2, 2)
        assert self.told((counted, of_shodan(2, "not asked", why="a hub: 900 bear it")))["shodan"] == (1, 1)

    def test_say_what_they_are(self) -> None:
        told = [str(each) for each in estimates(self.SUBJECTS, (), lambda one: one.name == "whoisxml")]
        assert told == [
            "whoisxml: from 50 credits of the Domain Research Suite for 1 subject that was not asked about before"
        ]


class TestHub:
    def test_is_counted_and_not_followed_and_the_ledger_says_why(self, tmp_path: Path) -> None:
        case = new_case(tmp_path / "case")
        wire, collection = run(case, answers(range(1), total=101), range(1), Limits(hub=100))
        assert paid(wire) == []
        assert set(reasons(case)) == {"a hub: 101 bear it, and more than 100 are not followed"}
        assert [each.count for each in collection.hubs.values()] == [101]

    def test_a_higher_limit_follows_it(self, tmp_path: Path) -> None:
        case = new_case(tmp_path / "case")
        wire, collection = run(case, answers(range(1), total=101), range(1), Limits(hub=101))
        assert len(paid(wire)) == 2
        assert not collection.hubs


class TestFound:
    def test_a_site_that_a_search_found_is_noted_once_with_the_value(self, tmp_path: Path) -> None:
        from osint.case import findings

        case = new_case(tmp_path / "case")
        _, collection = run(case, answers(range(1)), range(1), Limits())
        for _ in range(2):
            findings.note(case.store, case.sites(), collection)
        events = [event for event in case.ledger.events() if event["type"] == "found"]
        assert [(event["site"], event["because"]) for event in events] == [
            ("found.example", "telegram:moonscans0")
        ]
        assert journal.searched(case.ledger.events()) == {"found.example": {"telegram:moonscans0"}}
        assert case.sites() == (), "it was found and not taken in"

    def test_a_site_of_the_case_was_not_selected_by_the_search(self, tmp_path: Path) -> None:
        from osint.case import findings

        case = new_case(tmp_path / "case", "found.example")
        _, collection = run(case, answers(range(1)), range(1), Limits())
        findings.note(case.store, case.sites(), collection)
        assert journal.searched(case.ledger.events()) == {}


def test_a_slow_source_holds_up_nobody_else(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    order: list[str] = []

    def put(name: str) -> Collector:
        def question(subject: Subject) -> Asking:
            yield Ask(f"https://{name}.example/{subject.value}", name, subject)

        return Collector(name, name, question, lambda _: (), frozenset({SubjectKind.SITE}), Touch.THIRD_PARTY)

    class Slow(Wire):
        """Its slow source answers nothing before the quick one is done with everything."""

        async def ask(self, ask: Ask) -> Exchange:
            if ask.collector == "slow":
                await done.wait()
            order.append(ask.collector)
            if order.count("quick") == 40:
                done.set()
            return await super().ask(ask)

    async def all_of_it() -> None:
        async with asyncio.timeout(20):
            await collection.run([site(f"s{each}.example") for each in range(40)], workers=3)

    done, wire = asyncio.Event(), Slow({}, case.store.keep)
    collection = Collection(wire, Kept([], case.store.read), case.store.keep)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osint.case.agenda.COLLECTORS", (put("slow"), put("quick")))
        asyncio.run(all_of_it())
    assert order == ["quick"] * 40 + ["slow"] * 40


def test_each_registry_has_a_lane_of_its_own() -> None:
    whois, page = collector("whois"), collector("page")
    lanes = {lane_of(Task(whois, site(name))) for name in ("a.example", "b.example", "a.test")}
    assert lanes == {"whois example", "whois test"}
    assert {lane_of(Task(page, site(name))) for name in ("a.example", "a.test")} == {"page"}
