"""What there is to say about a file of cases: its faults, its notices, and the cases that it lost by them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from model.errors import Fault


@dataclass
class Log:
    """Grows while a file is read. A fault makes a case unusable, and `set_aside` names it then; a notice does not."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    last_day: date | None = None
    _places: dict[str, str] = field(default_factory=dict)

    def fault(self, code: str, fact: str, value: object = None, place: str = "", hint: str = "") -> None:
        """Notes a fault, by default of the file as a whole."""
        self.faults.append(Fault(code, fact, value, place or self.file, hint))

    def notice(self, code: str, fact: str, value: object = None, place: str = "", hint: str = "") -> None:
        """Notes what is odd but usable, by default of the file as a whole."""
        self.notices.append(Fault(code, fact, value, place or self.file, hint))

    def put_aside(self, case: str, place: str, events: int) -> None:
        """Notes that a case is not judged at all, so that nothing of it is lost in silence."""
        self.set_aside.append(case)
        fact = f"is not judged, with its {counted(events)}, because of the faults above"
        self.fault("case-set-aside", fact, case or "a case without a name", place)

    def is_new(self, case: str, place: str, events: int) -> bool:
        """Whether the file has not had this case before; a second record of a case is a fault."""
        if case not in self._places:
            self._places[case] = place
            return True
        fact = f"is a second record of a case; its {counted(events)} are not judged"
        hint = f"{self._places[case]} has the case already, and it is judged by that alone: bring its events together"
        self.fault("duplicate-case", fact, case, place, hint)
        return False

    def place_of(self, case: str) -> str:
        """Where the record of a case stands that `is_new` took."""
        return self._places[case]


def counted(events: int) -> str:
    """How many events, in words."""
    return f"{events} event{'' if events == 1 else 's'}"
