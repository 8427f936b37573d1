"""The words of choosing a language, and those that click says by itself, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- choosing a language ---
    "language.option": "ヘルプ、表、回答の言語。  [既定: $NURTURE_LANG、次にnurture.yaml、次にen]",
    # --- click's own words ---
    "click.usage": "使い方:",
    "click.options": "オプション",
    "click.commands": "コマンド",
    "click.arguments": "引数",
    "click.help": "このヘルプを表示して終了します。",
    "click.version": "バージョンを表示して終了します。",
    "click.default": "既定: {default}",
    "click.required": "必須",
    "click.variable": "環境変数: {var}",
    "click.error": "エラー: {message}",
    "click.aborted": "中止しました",
    "click.try": "使い方の表示: {command} {option}",
    "click.invalid": "値が正しくありません: {message}",
    "click.invalid_for": "{param_hint}の値が正しくありません: {message}",
    "click.missing_argument": "次の引数がありません:",
    "click.missing_option": "次のオプションがありません:",
    "click.missing_command": "コマンドを指定してください。",
    "click.no_option": "{name!r}というオプションはありません。",
    "click.no_command": "{name!r}というコマンドはありません。",
    "click.possibility": "{possibility}のことですか。",
    "click.possibilities": "（次のいずれかのことですか: {possibilities}）",
    "click.extra": "余分な引数があります（{args}）",
    "click.extras": "余分な引数があります（{args}）",
    "click.no_value": "オプション{name!r}に値は付けられません。",
    "click.needs_argument": "オプション{name!r}には値が必要です。",
    "click.needs_arguments": "オプション{name!r}には{nargs}個の値が必要です。",
    "click.choose": "次から選んでください:\n\t{choices}",
    "click.choice": "{choice}にしてください（指定値: {value!r}）。",
    "click.choices": "次のいずれかにしてください: {choices}（指定値: {value!r}）。",
    "click.number": "次の種類の値にしてください: {number_type}（指定値: {value!r}）。",
    "click.range": "{range}の範囲にしてください（指定値: {value}）。",
    "click.path_missing": "{name} {filename!r}がありません。",
    "click.is_folder": "{name} {filename!r}はフォルダーです。",
    "click.is_file": "{name} {filename!r}はファイルです。",
}
