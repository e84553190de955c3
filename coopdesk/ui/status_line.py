"""The line at the foot of the window: the desk, who is at work, how it stands with others, work under way, the
language switch.

Success is quiet: work that is soon over shows no progress.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QStatusBar, QToolButton

from coopdesk.i18n import N_, Text, is_rtl, isolate, ltr, number, tr
from coopdesk.ui import theme

_MORE = N_("This desk", "menu")
_AT_WORK = N_("At work: {name}")
_CANCEL, _LANGUAGE, _UNSAVED = N_("Cancel"), N_("Language"), N_("Not saved")
_WORKING, _PERCENT = N_("Working…"), N_("{percent}%")
_SOON = 300


class StatusLine(QStatusBar):
    """``cancelled``: the work under way is to stop. ``other_language``: the window is to be shown in it."""

    cancelled = Signal()
    other_language = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str | None] = {}
        self._ways: list[tuple[str, str]] = []
        """How the desk and the person may be named, in less and less room."""
        self._doing: Text = _WORKING
        self._parts: tuple[int, int] | None = None
        self.desk, self.exchange, self.unsaved, self.sentence = QLabel(), QLabel(), QLabel(), QLabel()
        self.exchange.setObjectName("quiet")
        for label in (self.desk, self.exchange, self.unsaved, self.sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.unsaved.setObjectName("unsaved")
        self.bar, self.stop, self.switch = QProgressBar(), QToolButton(), QToolButton()
        self.person = QToolButton()
        self.person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.person.setMenu(QMenu(self.person))
        self.person.hide()
        self.bar.setFixedWidth(theme.px(140))
        self.bar.setTextVisible(False)
        self.stop.clicked.connect(self.cancelled)
        self.switch.clicked.connect(self.other_language)
        for part in (self.desk, self.person, self.exchange):
            part.setMinimumWidth(1)  # a long name asks for no wider window: ``_fit`` says less where there is no room
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        self.addWidget(self.desk)
        self.addWidget(self.person)
        self.addWidget(self.exchange)
        self.addWidget(self.unsaved, 1)
        for widget in (self.sentence, self.bar, self.stop, self.switch):
            self.addPermanentWidget(widget)
        self._patience = QTimer(self, singleShot=True, interval=_SOON)
        self._patience.timeout.connect(lambda: self._show_work(True))
        self._show_work(False)

    def tell_desk(self, names: dict[str, str | None]) -> None:
        """Name the desk and who is at work: as ``desk.identity`` does, and the ``role``."""
        from coopdesk.fields import Choice
        from coopdesk.records.officer import ROLE

        self._names = names
        first, second = ("ar", "en") if is_rtl() else ("en", "ar")
        name, code = names[f"name_{first}"] or names[f"name_{second}"], ltr(str(names["code"]))
        person = names.get(f"officer_{first}") or names.get(f"officer_{second}")
        said = [isolate(person), Choice(ROLE).label(str(names["role"]))] if person else [tr(_MORE)]
        whole, who = f"{name} · {code}", " · ".join(said)
        self._ways = [(whole, who), (whole, said[0]), (code, said[0]), (code, tr(_MORE)), ("", tr(_MORE))]
        self.desk.setToolTip(whole)
        for told in (self.person.setAccessibleName, self.person.setToolTip):
            told(tr(_AT_WORK, name=", ".join(said)) if person else tr(_MORE))
        self.person.show()
        self._fit()

    def forget(self) -> None:
        """Say nothing of the desk: it is locked."""
        self._names, self._ways = {}, []
        self.desk.clear()
        self.person.hide()
        self.tell_exchange([])
        self.tell_saved(True)
        self.clearMessage()

    def tell_exchange(self, sentences: Sequence[str]) -> None:
        """Tell how the desk stands with the others: what is not sent, whether colleagues have all."""
        self.exchange.setText("".join(f"· {one} " for one in sentences))
        self.exchange.setVisible(bool(sentences))
        self._fit()

    def tell_saved(self, saved: bool) -> None:
        """Tell whether everything on the page shown is saved."""
        self.unsaved.setText("" if saved else f"● {tr(_UNSAVED)}")

    def doing(self, sentence: Text) -> None:
        """Say what the work is that is about to begin."""
        self._doing = sentence

    def busy(self, on: bool) -> None:
        """Work has begun, or ended."""
        if on:
            self._parts = None
            self.bar.setRange(0, 0)
            self._patience.start()
        else:
            self._patience.stop()
            self._doing = _WORKING
            self._show_work(False)

    def progress(self, done: int, total: int) -> None:
        """Work has come so far; ``total`` is -1 while nobody knows."""
        self._parts = (done, total) if total > 0 else None
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        self._tell_work()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.stop.setText(tr(_CANCEL))
        self.switch.setText("EN | ع")
        for told in (self.switch.setAccessibleName, self.switch.setToolTip):
            told(tr(_LANGUAGE))
        self.bar.setAccessibleName(tr(_WORKING))
        self._tell_work()
        if self._names:
            self.tell_desk(self._names)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Name the desk and the person as far as there is room."""
        for desk, person in self._ways if self.isVisible() else self._ways[:1]:
            self.desk.setText(desk)
            self.person.setText(person)
            shown = [one for one in (self.desk, self.person, self.exchange, self.switch) if not one.isHidden()]
            if sum(one.sizeHint().width() + theme.GAP for one in shown) <= self.width() - theme.px(140):
                return

    def _tell_work(self) -> None:
        parts = ""
        if self._parts:
            done, total = self._parts
            parts = f" {tr(_PERCENT, percent=number(min(done * 100 // total, 100)))}"
        self.sentence.setText(tr(self._doing) + parts)

    def _show_work(self, on: bool) -> None:
        self._tell_work()
        for widget in (self.sentence, self.bar, self.stop):
            widget.setVisible(on)
