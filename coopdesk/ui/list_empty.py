"""What stands in an empty list: what belongs there, or what was asked in vain; one button, and the page of the help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme

_BELONGS: dict[str, Text] = {
    "organization": N_("Organizations, institutions and companies with which we work, or might."),
    "contact": N_("The persons whom we know at organizations and ministries, and how to reach them."),
    "membership": N_("Where the State is a member, since when, and what it contributes."),
    "country": N_("Countries with their names in protocol, their groups and the missions accredited to them."),
    "tag": N_("The words by which records are gathered: themes, goals and their targets."),
    "officer": N_("The officers of this desk, who sign, follow up and are responsible."),
    "desk": N_("The desks of the Ministry at home and abroad."),
    "ministry_settings": N_("The names, the emblem and the rules of the Ministry; only the Ministry writes them."),
    "conference": N_("Conferences and meetings: when, where, and who takes part for the State."),
    "referral": N_("Opinions that were asked of other entities on a report, with a date and what they answered."),
    "conference_report": N_("Reports of conferences: what was decided, what we said, and what is to be done."),
    "opportunity": N_("Posts, training, fellowships, grants and seats that are offered to the State, or by it."),
    "expert": N_("The persons whom the State can nominate, and its nationals in international organizations."),
    "nomination": N_("Who is nominated for what, and how far it has come."),
    "circulation": N_("What was sent to many, until when they answer, and who has not answered."),
    "letter": N_("Notes verbales and letters, from the draft to the registry."),
    "capacity_need": N_("What national entities need: training, experts, systems, studies."),
    "candidature": N_("Elected seats for which the State or its nationals stand, and who supports us."),
    "support_request": N_("What other States ask us to support, and what we answered."),
    "award": N_("Who went on what, and the report, the certificate and the follow-up that are owed."),
    "committee": N_("The committees that rank nominees, with their members and terms."),
    "committee_meeting": N_("Meetings over many cases, with who was there and what was decided."),
    "applicant": N_("Who asks for what the State offers to others."),
    "form_template": N_("Forms for evaluations, surveys and reports; ready ones can be used as they are."),
    "response": N_("What was answered to forms: on screen, on paper, in tables and by other desks."),
    "survey": N_("Forms that invited people answer, in rounds that are compared."),
    "action": N_("What is to be done after a conference, by whom and until when."),
    "project": N_("What organizations and the State do with others: with whom, where, with which money and result."),
    "progress_report": N_("What whoever manages a project reports of it, period by period."),
    "allocation": N_("What the State sets aside for a recipient in a year, and how that changed."),
    "engagement": N_("Meetings, visits, courses and events that missions and the Ministry held, and who came."),
    "framework": N_("What indicators belong to: the 2030 Agenda, the national strategy, a list of one’s own."),
    "indicator": N_("What is measured, from which baseline, towards which targets, and by whom."),
    "indicator_value": N_(
        "What was measured, indicator by indicator and period by period, and how far it is reviewed."
    ),
    "evaluation": N_("Evaluations of projects, trainings and partnerships, with what was recommended and answered."),
}
_NEW, _CLEAR, _HELP = N_("New"), N_("Clear filters"), N_("Read more in the help")
_NO_RESULT, _NONE_DELETED = N_("Nothing is found for: {asked}"), N_("Nothing was deleted.")
_WIDEST = 420


class EmptyList(QWidget):
    """``new``, ``clear``, ``helped``: what a person presses."""

    new, clear, helped = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text, self.button, self.link = QLabel(), QPushButton(), QToolButton()
        self._text.setObjectName("quiet")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMaximumWidth(theme.px(_WIDEST))
        self._asked = False
        self.button.clicked.connect(lambda: (self.clear if self._asked else self.new).emit())
        self.link.clicked.connect(self.helped)
        line, column = QHBoxLayout(), QVBoxLayout(self)
        line.addStretch(1)
        line.addWidget(self._text, 8)
        line.addStretch(1)
        column.setSpacing(theme.SPACE)
        column.addStretch(2)
        column.addLayout(line)
        for button in (self.button, self.link):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()

    def tell(self, type: str, asked: str, *, deleted: bool) -> None:
        """Say why the list of a record type is empty. ``asked``: what it was asked, empty for nothing."""
        self._asked = bool(asked)
        belongs = tr(_NONE_DELETED) if deleted else tr(_BELONGS[type])
        self._text.setText(tr(_NO_RESULT, asked=asked) if asked else belongs)
        self.button.setText(tr(_CLEAR) if asked else f"+ {tr(_NEW)}")
        self.link.setText(tr(_HELP))
        begins = not asked and not deleted and not theme.is_low(self)
        self.button.setVisible(bool(asked) or begins)
        self.link.setVisible(begins)
