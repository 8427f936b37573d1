"""The words of test leads and journeys in spreadsheets, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- nurture leads ---
    "cli.leads.short": "表計算ファイルからテストリードを取り込みます。",
    "cli.leads.help": """表計算ファイルのテストリード。

\b
例:
  nurture leads import tests.xlsx --journey journeys/seed.yaml
""",
    "cli.leads.import.short": "CSVファイルまたはブックを、テストリードのファイルにします。",
    "cli.leads.import.help": """CSVファイルまたはブック（.xlsx）を、テストリードのファイル（*.leads.yaml）にします。

FILEは、1行に1リード、またはリードの1ステップごとに1行です。列名には本製品の
言葉か日本語を使えます（docs/spreadsheets.md）。それ以外は--column、または--mapの
ファイルの設定`columns`で対応づけます。誤ったセルがあればそれを示し、何も
書き込みません。

\b
例:
  nurture leads import seed.leads.csv
  nurture leads import tests.xlsx --journey journeys/seed.yaml --map map.yaml
  nurture leads import tests.csv --column lead=会社名 --usual source=web_inquiry
""",
    "cli.leads.journey": "ジャーニー。指定がなければ`journey`列に書かれたもの、またはX.csvと並ぶX.yaml。",
    "cli.leads.sheet": "ブックのシート。指定がなければ最初のもの。",
    "cli.leads.map": "`columns`、`values`、`usual`を書いたYAML。",
    "cli.leads.column": "本製品の列と、ファイル中の列名。繰り返し指定できます。",
    "cli.leads.usual": "ファイルにない、全リード共通の値。繰り返し指定できます。",
    "cli.leads.out": "書き出すファイル。指定がなければFILEの拡張子を.leads.yamlにしたもの。",
    "cli.leads.force": "既存のファイルに上書きします。",
    "cli.leads.pair": "OUR=THEIRSの形で書いてください（指定値: 「{found}」）",
    "cli.leads.done": "{file}: テストリード{count}件",
    "sheet.exists": "すでにあります。--forceで上書きできます",
    # --- nurture workbook ---
    "cli.workbook.short": "ジャーニーをブックとして書き出し、変更したセルを取り込みます。",
    "cli.workbook.help": """ジャーニーをブック（.xlsx）として書き出し、変更したセルを取り込みます。

\b
  nurture workbook JOURNEY      ブックを書き出します
  nurture workbook apply FILE   変更を取り込みます

\b
例:
  nurture workbook journeys/seed.yaml --lang ja
  nurture workbook apply journeys/seed.xlsx --dry-run
""",
    "cli.workbook.write.short": "ジャーニーのブックを書き出します。",
    "cli.workbook.write.help": """ジャーニーをブック（.xlsx）として書き出します。

配点、ステージ、ルール、メール、ウェビナー、費用のシートと、X.yamlと並ぶ
X.leads.yamlのテストリードのシートがあります。`write`は省略できます。

openpyxlが必要です: pip install 'nurture-sim[sheet]'
""",
    "cli.workbook.out": "書き出すファイル。指定がなければJOURNEYの拡張子を.xlsxにしたもの。",
    "cli.workbook.lang": "シート名と列名の言語: en（日本語併記）またはja。",
    "cli.workbook.written": "{file}",
    "cli.workbook.apply.short": "ブックで変更したセルをジャーニーに取り込みます。",
    "cli.workbook.apply.help": """ブックで変更したセルを、元のジャーニーとテストリードに取り込みます。

変わるのは値だけです: ファイルのコメント、順序、空白はそのまま残ります。できあがる
ジャーニーを先に検査し、変わるファイルはFILE.bakとして残します。ブックとファイルの
両方で変更された値は誤りとして扱います。
""",
    "cli.workbook.journey": "変更するジャーニー。指定がなければブックの書き出し元。",
    "cli.workbook.dry_run": "変わる内容だけを表示し、何も書き込みません。",
    "cli.workbook.would": "{file}が変わります",
    "cli.workbook.applied": "{file}を変更しました。変更前: {backup}",
    "cli.workbook.same": "変更はありません",
    "sheet.foreign": "`nurture workbook`で書き出したブックではないか、非表示のシートがなくなっています",
    "sheet.change": "{cell}: {path}: {old} -> {new}",
    "sheet.lead_change": "{cell}: {name}: {keys}",
    "sheet.value": "読めません: {reason}",
    "sheet.unknown_sheet": "本製品のシートではありません。足りないシート: {known}",
    "sheet.row_gone": "{name}の行がありません。項目の削除はファイルのほうで行ってください",
    "sheet.row_twice": "{name}の行が2つあります。最初は{line}行目です",
    "sheet.row_name": "行に名前がありません",
    "sheet.row_empty": "新しい行に何も入っていません",
    "sheet.two_names": "「{found}」は`job: director`のような、属性とその値にしてください",
    "sheet.kind": "「{found}」という種類はありません。ここで使えるもの: {known}",
    "sheet.no_such": "種類{kind}の行には、この値はありません",
    "sheet.both": "ここ（「{was}」から「{found}」へ）とファイル（「{now}」へ）の両方で変更されています",
    "sheet.lead_both": "{name}はここでもファイルでも変更されています",
    "sheet.legend": "{text}。例: {example}",
    "sheet.legend_kind": "次のいずれか: {known}",
    "sheet.legend_name": "ファイル中の名前。新しい行は新しい項目になります",
    "sheet.legend_rule": "score >= 100 and price_page >= 1のような条件",
    "sheet.legend_yen": "円",
    "sheet.legend_values": "次のいずれか: {known}",
    "sheet.legend_lead": "リードの名前。同じリードの続きの行では空欄にできます",
    "sheet.legend_when": "day 12、day 12 09:14、2026-04-18 09:14、またはend。day 0は登録日",
    "sheet.legend_does": "visits、downloads、opens、clicks、registers for、attends、unsubscribes、sales findsなど",
    "sheet.legend_object": "コンテンツ、メール、ウェビナーの名前",
    "sheet.legend_expect": "score=85; stage=interest; handed_off=no; mails.newsletter=3のように",
    "sheet.legend_registers": "リードの登録日時: 2026-04-06、2026-04-06 10:00、またはday 0",
    # --- workbooks ---
    "sheet.absent": "ブックにはopenpyxlが必要です: pip install 'nurture-sim[sheet]'",
    "sheet.no_workbook": "ブックではありません。.xlsxとして保存してください",
    "sheet.too_big": "展開すると{limit_mb}MBを超えるため、読み込んでいません",
    "sheet.formula": "計算されていない数式です。表計算ソフトでブックを開いて保存してください",
    "sheet.error": "値ではなくエラーが入っています: {found}",
    "sheet.beyond": "列名のない列に値があります",
    "sheet.no_sheet": "「{found}」というシートはありません{hint}",
    "sheet.known_sheets": "。あるもの: {known}",
    # --- tables of test leads ---
    "sheet.no_rows": "列名だけで、行がありません",
    "sheet.no_column": "「{names}」の列がありません",
    "sheet.unknown_column": "「{found}」という列は使えません{hint}",
    "sheet.unknown_key": "本製品の列に「{found}」はありません{hint}",
    "sheet.known_columns": "。ここで使えるもの: {known}。人のための備考はnoteまたは備考とします",
    "sheet.column_twice": "「{found}」と「{first}」はどちらも{key}の列です",
    "sheet.two_journeys": "1つのファイルには1つのジャーニーだけです。ここは「{found}」、{line}行目は「{first}」です",
    "sheet.no_journey": (
        "どのジャーニーのものか分かりません。「journey」の列に書くか、{file}をこのファイルと並べて置いてください"
    ),
    "sheet.nameless": "最初の行にリードがありません。名前を書き、同じリードの続きの行では空欄にしてください",
    "sheet.apart": "1つのリードの行は続けて書いてください。{name}はすでに{line}行目にあります",
    "sheet.two_values": "{name}に値が2つあります: ここは「{found}」、{line}行目は「{told}」です",
    "sheet.no_day": "時刻だけで、日がありません",
    "sheet.no_moment": "いつかが書かれていません。「{found}」には日が必要です",
    "sheet.no_action": "「{found}」に何が起こるかが書かれていません",
    "sheet.end_step": "終わり（end）には何もできません。日を書いてください",
    "sheet.idle": "その時点では何も起こらず、何も期待されていません",
    "sheet.nothing_expected": "このリードには期待値がありません",
    "sheet.expect_form": "「{found}」は期待値ではありません。`score=85`のように書き、複数なら`;`で区切ってください",
    "sheet.unknown_expected": "「{found}」という期待値はありません{hint}",
    "sheet.known_expected": "。ここで使えるもの: {known}",
    "sheet.expected_twice": "{moment}の{name}: {line}行目では別の値を期待しています",
    "sheet.other_behaviour": "{name}は{found}ではなく{tracked}として記録されます",
}
