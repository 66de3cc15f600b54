"""A report: what a campaign found, with all that is needed to repeat it."""

from __future__ import annotations

from dataclasses import dataclass

from model.conformance.campaign import Campaign
from model.conformance.faults import SystemFault
from model.conformance.joined import joined
from model.conformance.judging import digest_of
from model.conformance.probe import Level
from model.conformance.session import About, Session
from model.policy import Policy


@dataclass(frozen=True)
class Report:
    """A campaign against one system under one way to read a policy.

    `source` is the policy's name or file as it was given, `duties` those that were compared, `left_out` those that the
    system does not compute.
    """

    about: About
    policy: Policy
    source: str
    level: Level
    duties: tuple[str, ...]
    left_out: tuple[str, ...]
    campaign: Campaign

    @staticmethod
    def of(session: Session, policy: Policy, source: str, campaign: Campaign) -> Report:
        """The report on a campaign that is over."""
        left_out = tuple(id for id in policy.duty_ids if id not in session.duties)
        return Report(session.about, policy, source, session.level, session.duties, left_out, campaign)

    @property
    def faults(self) -> tuple[SystemFault, ...]:
        """The distinct faults, those that came up most often first."""
        return joined(self.campaign.faults, self.campaign.disagreed, self.level)

    @property
    def agrees(self) -> bool:
        """Whether something was compared, of one duty at least, and no fault was found."""
        return not self.campaign.faults and self.campaign.agreed > 0 and bool(self.duties)

    @property
    def digest(self) -> str:
        """Names the policy's content."""
        return digest_of(self.policy)

    @property
    def headline(self) -> str:
        """What came of it, in one sentence."""
        found = len(self.faults)
        if found:
            faults = f"{found} distinct fault{'s' * (found != 1)}"
            return f"{self.about.name} does not agree with {self.policy.id}: {faults}."
        if not self.duties:
            return f"Nothing could be compared: {self.about.name} computes none of the duties of {self.policy.id}."
        if not self.campaign.agreed:
            why = self.campaign.stopped or f"{self.about.name} gave no findings"
            return f"Nothing could be compared: {why}."
        return f"{self.about.name} agrees with {self.policy.id} on {self.campaign.agreed:,} histories."

    @property
    def counts(self) -> str:
        """How many histories there were, and what became of them."""
        run = self.campaign
        parts = [
            f"{run.agreed:,} agree",
            f"{run.disagreed:,} disagree",
            *(f"{count:,} skipped ({reason})" for reason, count in run.skipped.most_common()),
            *(f"{count:,} {kind}" for kind, count in run.failed.most_common()),
        ]
        return f"{run.asked:,} histories: {', '.join(parts)}"

    @property
    def repeat(self) -> str:
        """The options that repeat it."""
        chosen = "".join(f" --reading {id}={choice}" for id, choice in self.policy.chosen.items())
        run = self.campaign
        return f"--policy {self.source}{chosen} --level {self.level.value} --seed {run.seed} --count {run.count}"
