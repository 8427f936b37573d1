"""The words of the pytest plugin and of expectations that are rewritten, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- rewriting expectations ---
    "cli.test.update": "テスト後、外れた期待値をどう直せばよいかを示し、確認のうえ書き換えます。",
    "cli.test.yes": "--updateと一緒に使うと、確認せずに書き換えます。",
    "rewrite.change": "{place}: {lead}: {moment}の{key}: {old} -> {new}",
    "rewrite.left": "{place}: そのまま残すので、ご自身で確かめてください: {text}",
    "rewrite.ask": "期待値{count}件を書き換えますか?",
    "rewrite.done": "期待値{count}件を書き換えました。もう一度テストを実行してください。",
    "rewrite.nobody": "何も書き換えていません: 確認する相手がいません。--yesを付けると確認せずに書き換えます。",
    "rewrite.declined": "何も書き換えていません。",
    "rewrite.nothing": "書き換えられる期待値はありません。",
    "rewrite.other_file": "その間にファイルが変更されたため、何も書き換えていません",
    "rewrite.unwritable": "{file}: 書き込めません: {reason}",
    # --- the plugin ---
    "pytest.group": "テストリードと検査 (nurture)",
    "pytest.update": "外れたテストリードの期待値を、差分を示したうえで実際の値に書き換えます",
    "pytest.lead": "*.leads.yamlファイルのテストリード",
    "pytest.check": "実験の検査（シミュレーションを実行します）",
    "pytest.tag": "テストリードまたは検査のタグ",
    "pytest.not_passed": "{outcome}: {told}",
    "pytest.with_workers": "--nurture-updateは複数のワーカーでは使えません。-nを外すか、-n 0としてください",
    "pytest.section": "テストリードの期待値",
    "pytest.stopped": "何も書き換えていません: 実行が中断されました。",
}
