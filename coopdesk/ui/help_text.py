"""How a page of the help looks: sizes, distances, direction; and the page of shortcuts, made from the commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from coopdesk.i18n import N_, is_rtl, language, ltr, tr
from coopdesk.ui import theme
from coopdesk.ui.commands import COMMANDS, MENUS

_KEYBOARD, _KEYS, _DOES = N_("Keyboard"), N_("Keys"), N_("What they do")
_ABOUT_KEYS = N_("Everything can be done from the keyboard. These keys work wherever the cursor is.")
_HEADINGS = {1: theme.TITLE_PT, 2: theme.SECTION_PT}
_KEYS_SHARE = 28


def shortcuts() -> str:
    """Return the page of shortcuts, made from the commands there are."""
    lines = [f"# {tr(_KEYBOARD)}", "", tr(_ABOUT_KEYS)]
    for menu, label in MENUS.items():
        lines += ["", f"## {tr(label)}", "", _row(tr(_KEYS), tr(_DOES)), "| --- | --- |"]
        for one in COMMANDS.values():
            if one.menu == menu:
                lines.append(
                    _row(" · ".join(ltr(keys) for keys in one.shortcuts), f"**{tr(one.label)}**: {tr(one.help)}")
                )
    return "\n".join(lines)


def _row(keys: str, does: str) -> str:
    """Return a row of a table. Qt mirrors no table, so the first column of Arabic is written last."""
    return f"| {does} | {keys} |" if is_rtl() else f"| {keys} | {does} |"


def typeset(browser: QTextBrowser) -> None:
    """Give a page the sizes, the distances and the direction of the program."""
    document = browser.document()
    document.setDocumentMargin(theme.SPACE)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame)
    block = document.firstBlock()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        size = _HEADINGS.get(level, theme.BODY_PT)
        form = QTextBlockFormat()
        form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl() else Qt.LayoutDirection.LeftToRight)
        form.setLineHeight(
            _line_height(browser.font(), size), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        form.setTopMargin(theme.WIDE if level > 1 else theme.SMALL)
        form.setBottomMargin(theme.SMALL)
        QTextCursor(block).mergeBlockFormat(form)
        _set_letters(block, size)
        block = block.next()


def _set_letters(block: QTextBlock, size: float) -> None:
    """Give the letters of a block their size, and what is strong the weight that the font has."""
    spans, at = [], block.begin()
    while not at.atEnd():
        spans.append((at.fragment().position(), at.fragment().length(), at.fragment().charFormat()))
        at += 1
    for start, length, form in spans:
        strong = form.fontWeight() > QFont.Weight.Normal or size > theme.BODY_PT
        form.clearProperty(QTextCharFormat.Property.FontSizeAdjustment.value)
        form.setFontPointSize(size)
        form.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)


def _set_table(table: QTextTable) -> None:
    share = QTextLength.Type.PercentageLength
    widths = [QTextLength(share, _KEYS_SHARE), QTextLength(share, 100 - _KEYS_SHARE)]
    form = table.format()
    form.setBorder(0)
    form.setCellPadding(theme.SMALL)
    form.setWidth(QTextLength(share, 100))
    form.setColumnWidthConstraints(widths[::-1] if is_rtl() else widths)
    table.setFormat(form)


def _line_height(font: QFont, points: float) -> float:
    """Return the distance of two lines in per cent of what the letters ask for."""
    sized = QFont(font)
    sized.setPointSizeF(points)
    return 100 * theme.LINE_HEIGHT[language()] * QFontInfo(sized).pixelSize() / QFontMetricsF(sized).lineSpacing()
