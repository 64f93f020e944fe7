"""Qt's own dialogs, such as those for files and printers, in Chinese."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


@cache
def speak_chinese() -> bool:
    """Let Qt write days in Chinese and install its translation, once; False where the installation lacks it."""
    application = QCoreApplication.instance()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    return translator.load(chinese, "qtbase", "_", folder) and QCoreApplication.installTranslator(translator)
