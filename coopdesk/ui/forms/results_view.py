"""The results on the page of a survey, and of a form: who answered, question by question with charts, compared by what
a person chooses, and what was said in words. Few questions are laid out at a time, so that the window goes on."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coopdesk.documents import result_charts, result_words as words
from coopdesk.documents.result_charts import ResultChart
from coopdesk.forms.results import Result, Results, Said
from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, is_rtl, language, number, tr
from coopdesk.operations import table_export
from coopdesk.operations.forms import answer_export, invitations, results
from coopdesk.operations.forms.answer_export import Made
from coopdesk.operations.forms.invitations import Sheet
from coopdesk.operations.printed_list import Listed
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.preview import Preview
from coopdesk.ui.tailored_tab import TailoredTab
from coopdesk.ui.tasks import Job

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_BY, _NOTHING, _COUNTING = N_("Compared by"), N_("Nothing"), N_("Counting…")
_PRINT, _TABLE = N_("Print the results…"), N_("Save all answers as a table…")
_RATE_SAID = N_("Response rate: {share}. {answered} of {invited} answered, {declined} declined.")
_COUNTED, _CRITERIA, _RATES = N_("Responses counted: {n}."), N_("By criterion"), N_("Response rate")
_MORE = P_("{n} more; all are on paper and in the table.", "{n} more; all are on paper and in the table.")
_SAVED = P_("The answers of {n} response are in {name}.", "The answers of {n} responses are in {name}.")
_KINDS = (
    (N_("Excel workbook, labels in English"), "en", ".xlsx"), (N_("Excel workbook, labels in Arabic"), "ar", ".xlsx"),
    (N_("Excel workbook, names as in the form"), "codes", ".xlsx"), (N_("CSV, names as in the form"), "codes", ".csv"),
)  # fmt: skip
_DOCUMENTS = {"survey": "survey-results", "form_template": "form-results"}
_TOLD, _AT_ONCE, _CHART = 20, 2, 1.25
"""How many texts of a question are listed, how many questions are laid out at a time, and how much more than on paper a
chart needs on the screen."""


class Found(NamedTuple):
    """What a reading gives. ``groupings``: by what results can be compared; ``asked``: who was invited to a survey."""

    results: Results
    groupings: dict[str, Said]
    asked: Sheet | None


class ResultsView(TailoredTab):
    """The tab of a survey or of a form."""

    LABEL = N_("Results", "of a survey")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.found: Found | None = None
        self.charts: list[Chart] = []
        self._job: Job | None = None
        self._left: list[Result] = []
        self.by, self._label, self._wait = StillBox(), QLabel(), QLabel()
        self._wait.setObjectName("quiet")
        self._label.setBuddy(self.by)
        self.by.setMinimumContentsLength(14)
        self.by.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.by.activated.connect(lambda _: self.read())
        self.print_button, self.table_button = QPushButton(), QPushButton()
        self.print_button.clicked.connect(self.show_print)
        self.table_button.clicked.connect(self._ask_where)
        self.told = sentence()
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(theme.GAP)
        acts.setSpacing(theme.GAP)
        for widget in (self._label, self.by, self._wait):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self.print_button, self.table_button):
            acts.addWidget(button)
        acts.addStretch(1)
        inner = QWidget()
        inner.setObjectName("page")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._column = QVBoxLayout()
        for layout in (whole, self._column):
            layout.setSpacing(theme.GAP)
        self._part = QVBoxLayout()
        self._column.addStretch(1)
        for row in (head, acts):
            whole.addLayout(row)
        whole.addWidget(self.told)
        whole.addLayout(self._column, 1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inner)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._slice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.retranslate()

    @property
    def whole(self) -> bool:
        """Whether all that was read is laid out."""
        return not self._slices.isActive()

    def read(self) -> None:
        """Count on the worker that lists do not wait for; what is counted for an older question is given up."""
        id, store, by = self._id, self._store, self.by.currentData() or ""
        if self._job is not None:
            self._job.cancel()
        if id is None:
            self._empty()
            self.told.clear()
            return
        self._wait.setText(tr(_COUNTING))

        def work(progress: Progress) -> Found:
            of = results.scope(store, id)
            groupings = results.groupings(store, of)
            chosen = by if by in groupings else ""
            asked = invitations.sheet(store, id, "type") if of.type == "survey" else None
            return Found(results.results(store, of, chosen, progress=progress), groupings, asked)

        def show(found: Found) -> None:
            if job is self._job and self._id == id:
                self._wait.clear()
                self._show(found)

        job = self._job = self._tasks.draw(work, show, self._notice.tell)

    def retranslate(self) -> None:
        self._label.setText(tr(_BY))
        self.by.setAccessibleName(tr(_BY))
        self.print_button.setText(tr(_PRINT))
        self.table_button.setText(tr(_TABLE))
        self.area.setAccessibleName(tr(self.LABEL))
        self._stale = True
        if self.isVisible():
            self._look()

    def show_print(self) -> None:
        """Show the document, compared by what is chosen."""
        if self._id is not None:
            listed = Listed(self._type, group=self.by.currentData() or "")
            made = Preview(self._store, self._tasks, self._type, self._id, self, listed, _DOCUMENTS[self._type])
            made.open()

    def save_table(self, path: Path, labels: answer_export.Labels) -> None:
        """Write every answer to a file."""
        id, store = self._id, self._store

        def work(progress: Progress) -> Made:
            return answer_export.export(store, results.scope(store, id or ""), path, labels, progress=progress)

        def done(made: Made) -> None:
            said = [tr(_SAVED, n=made.responses, name=path.name)]
            said += [tr(table_export.LEAVES, n=made.noted)] if made.noted else []
            said += [tr(table_export.CUT, n=made.cut)] if made.cut else []
            self._notice.say(" ".join(said))

        self._tasks.write(work, done, self._notice.tell)

    def _ask_where(self) -> None:
        kinds = {f"{tr(text)} (*{ending})": (labels, ending) for text, labels, ending in _KINDS}
        chosen, kind = QFileDialog.getSaveFileName(self, tr(_TABLE), "answers.xlsx", ";;".join(kinds))
        if chosen:
            labels, ending = kinds.get(kind, (language(), ".xlsx"))
            self.save_table(Path(chosen).with_suffix(ending), labels)  # type: ignore[arg-type]

    def _show(self, found: Found) -> None:
        self.found = found
        self._offer(found)
        self._empty()
        self._tell(found)
        self._begin()
        there = bool(found.results.n)
        for widget in (self._label, self.by, self.print_button, self.table_button):
            widget.setEnabled(there)
        if found.results.by and found.results.silent:
            self._add(sentence(quiet=True)).setText(words.silent(found.results))
        if unsaid := words.unsaid(found.results):
            self._add(sentence(quiet=True)).setText(unsaid)
        if found.asked is not None:
            self._rates(found.asked)
        self._criteria(found.results)
        self._left = list(found.results.questions)
        self._slices.start()

    def _offer(self, found: Found) -> None:
        """Let a person choose by what is compared, in the present language."""
        chosen = found.results.by
        self.by.clear()
        self.by.addItem(tr(_NOTHING), "")
        for name, label in found.groupings.items():
            self.by.addItem(label.text(), name)
        self.by.setCurrentIndex(max(self.by.findData(chosen), 0))

    def _tell(self, found: Found) -> None:
        said = [tr(_COUNTED, n=words.count(found.results.n, found.results.fewest))]
        rate = found.asked.whole if found.asked is not None else None
        if rate is not None and rate.invited:
            said.insert(0, tr(
                _RATE_SAID, share=words.share(rate.share), answered=number(rate.answered),
                invited=number(rate.invited), declined=number(rate.declined),
            ))  # fmt: skip
        said += [*filter(None, [words.nothing(found.results)]), *words.apart(found.results)]
        self.told.setText("\n".join(said))

    def _criteria(self, found: Results) -> None:
        chart = result_charts.criteria(found)
        if chart is not None:
            self._title(tr(_CRITERIA))
            self._chart(chart, tr(_CRITERIA))

    def _rates(self, found: Sheet) -> None:
        """Show the response rate of each kind of entity, where there are several."""
        groups = [one for one in found.groups if one.invited]
        if len(groups) > 1:
            self._title(tr(_RATES))
            self._chart(result_charts.rates([(one.title, one.share) for one in groups]), tr(_RATES))

    def _slice(self) -> None:
        """Lay out the next questions."""
        found = self.found
        part, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        if found is None or not part:
            self._slices.stop()
            return
        for one in part:
            self._question(one, found.results)
        self._stretch()

    def _stretch(self) -> None:
        """Let what was added have its room at once, for nothing is painted in between."""
        inner = self.area.widget()
        layout = inner.layout() if inner is not None else None
        assert inner is not None
        assert layout is not None
        layout.activate()
        inner.resize(inner.width(), max(inner.height(), layout.totalHeightForWidth(inner.width())))

    def _question(self, one: Result, found: Results) -> None:
        title = one.item.label.text()
        self._begin()
        self._title(title)
        self._add(sentence(quiet=True)).setText(" ".join(words.answered(one, found.fewest)))
        for text in words.figures(one.whole):
            self._add(sentence()).setText(text)
        chart = result_charts.answers(one)
        if chart is not None:
            self._chart(chart, title)
        other = result_charts.compared(one, found) if one.item.path != found.by else None
        if other is not None:
            self._chart(other, title)
        for text in words.dependence(one.dependence) if one.dependence is not None else ():
            self._add(sentence(quiet=True)).setText(text)
        for text in one.texts[:_TOLD]:
            self._add(sentence()).setText(f"{RIGHT_TO_LEFT_MARK}– {text}" if is_rtl() else f"– {text}")
        if len(one.texts) > _TOLD:
            self._add(sentence(quiet=True)).setText(tr(_MORE, n=(one.whole.n or 0) - _TOLD))

    def _begin(self) -> None:
        """Begin a part that is laid out for itself, so that what comes after it moves nothing in it."""
        part = QWidget()
        self._part = QVBoxLayout(part)
        self._part.setContentsMargins(0, 0, 0, 0)
        self._part.setSpacing(theme.GAP)
        self._column.insertWidget(self._column.count() - 1, part)

    def _title(self, text: str) -> None:
        label = self._add(sentence())
        label.setText(text)
        label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        label.setContentsMargins(0, theme.GAP, 0, 0)

    def _chart(self, one: ResultChart, name: str) -> None:
        if one.caption is not None:
            self._add(sentence(quiet=True)).setText(tr(one.caption))
        chart = Chart()
        chart.setAccessibleName(name)
        chart.setFixedHeight(theme.px(round(one.height * _CHART)))
        chart.show_chart(one.drawn)
        self.charts.append(chart)
        self._part.addWidget(chart)

    def _add(self, label: QLabel) -> QLabel:
        self._part.addWidget(label)
        return label

    def _empty(self) -> None:
        self._slices.stop()
        self._left, self.charts = [], []
        while self._column.count() > 1:
            widget = self._column.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.hide()
                widget.deleteLater()
