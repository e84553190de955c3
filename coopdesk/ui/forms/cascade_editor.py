"""Which choices of a question are shown: all, or those that belong to an answer before, from a menu."""

from coopdesk.i18n import N_, tr
from coopdesk.operations.forms import cascades
from coopdesk.operations.forms.design import State
from coopdesk.ui.forms.condition_row import box, put
from coopdesk.ui.forms.outline import label_of
from coopdesk.ui.forms.text_below import ExpressionEditor

_ALL, _OF = N_("All choices, always"), N_("Only those that belong to the answer to “{question}”")
_FOLLOWED = N_("Answer that the choices follow")
_NONE = N_("Choices can follow an answer where a question with choices stands before this one.")
_SAY = N_("In the table above, say of each choice to what it belongs.")
_BEYOND = N_("Menus cannot show this condition. It stays as it is written.")


class CascadeEditor(ExpressionEditor):
    """Which choices are shown."""

    NAME = N_("Which choices are shown, as text")

    def __init__(self) -> None:
        super().__init__()
        self._state, self._key = State(), 0
        self.followed = box()
        self.followed.activated.connect(lambda _: self._built())
        self._lay_out(self.followed)
        self.retranslate()

    def show_filter(self, expression: str, state: State, key: int) -> None:
        """Show which choices of a question are shown."""
        self._state, self._key = state, key
        self._put(expression)
        self._fill()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.followed.setAccessibleName(tr(_FOLLOWED))
        super().retranslate()

    def _fill(self) -> None:
        self.followed.clear()
        self.followed.addItem(tr(_ALL), "")
        for one in cascades.parents(self._state, self._key):
            self.followed.addItem(tr(_OF, question=label_of(one)), one["name"])
        found = cascades.read(self._expression)
        put(self.followed, found.question if found is not None else "")
        self._show()

    def _built(self) -> None:
        """Write the text anew from what stands in the menu."""
        name = self.followed.currentData()
        self._write(cascades.written(self._state, name) if name else "")
        self._show()

    def _show(self) -> None:
        """Show what belongs to the present state: the menu or the text."""
        found = cascades.read(self._expression)
        beyond = bool(self._expression) and found is None
        typed = beyond or self.as_text.isChecked()
        self.followed.setVisible(not typed)
        self.followed.setEnabled(not self._frozen and self.followed.count() > 1)
        self.as_text.setVisible(not beyond and bool(self._expression or not self._frozen))
        self.text.open(typed=typed, frozen=self._frozen)
        alone = not self._expression and self.followed.count() < 2
        self.note.setText(tr(_BEYOND) if beyond else tr(_NONE) if alone else tr(_SAY) if found is not None else "")
