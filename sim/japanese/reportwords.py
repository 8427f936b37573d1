"""The words of `sim/words/reportwords.py` in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "cli.report.short": "比較結果を、結論から始まる1枚のページに書き出す",
    "cli.report.help": """\b
終わった比較を1つのHTMLファイルに書き出します。ほかに必要なものはありません。
結論、数値とグラフ、結論の前提、仮定とその出典、やさしい言葉での手法、再現方法の順です。

\b
例:
  nurture report                         最新の比較
  nurture report email_cadence           この実験の最新の結果
  nurture report email_cadence/0003 --lang ja --out report.html
""",
    "cli.report.out": "書き出し先。指定しなければ結果フォルダーのreport.html。",
    "cli.report.done": "{file}：グラフ{charts}点、{size} kB。ネットワークなしで、どのブラウザーでも開けます",
    "cli.charts.short": "比較結果のグラフをすべて描く",
    "cli.charts.help": """\b
終わった比較に数値のあるグラフをすべて描きます。スライド用のPNG、SVG、そして数値の
CSV（Excelでそのまま開けます）です。

\b
例:
  nurture charts                                   最新の比較のすべて
  nurture charts email_cadence --chart funnel      そのうち1つ
  nurture charts email_cadence --theme dark --lang ja --out pictures
""",
    "cli.charts.chart": "このグラフだけを描く（複数指定できます）。",
    "cli.charts.theme": "light、または暗いスライド用のdark（ファイル名の末尾が_dark）。",
    "cli.charts.out": "書き出し先。指定しなければ結果のchartsフォルダー。",
    "cli.charts.progress": "グラフ {done}/{total}",
    "cli.charts.line": "{name}：{title}",
    "cli.charts.done": "PNG・SVG・CSV：{folder}",
    "report.skip": "結論へ",
    "report.contents": "目次",
    "report.part_answer": "結論",
    "report.part_evidence": "根拠",
    "report.part_rests": "この結論の前提",
    "report.part_watch": "守る条件と、見守る数値",
    "report.part_assumptions": "仮定とその出典",
    "report.part_method": "手法",
    "report.part_repeat": "再現方法",
    "report.period": "測定期間：{first}～{last}。",
    "report.runs": "シミュレーション：各{runs}回（シード{seed}）。",
    "report.compared": "比較：{baseline}と{scenario}。",
    "report.effect": "効果",
    "report.money": "金額：「{baseline}」に対する「{scenario}」の差",
    "report.week": "担当者の1週間",
    "report.kpi": "指標",
    "report.difference": "差",
    "report.verdict": "判定",
    "report.changes": "{baseline}から{scenario}への変更点",
    "report.chart_numbers": "このグラフの数値",
    "report.rests_on_nothing": "この実験では、結論を左右する仮定（rests_on）が指定されていません。",
    "report.guards": "{scenario}での守る条件",
    "report.found": "結果",
    "report.allowed": "許容",
    "report.expected": "想定：{expected}。",
    "report.nothing_to_watch": "丸々シミュレーションした月か回数が少なく、どの数値なら異常といえるかは示せません。",
    "report.next": "次の一手",
    "report.assumptions": "仮定の数値は{assumed}個、出典のある数値は{measured}個です。まず、結論の前提になっているものを実測値に置き換えてください。",
    "report.assumed": "仮定",
    "report.measured": "出典あり",
    "report.number": "数値の名前",
    "report.value": "値",
    "report.source": "出典",
    "report.method_leads": (
        "合成したリードを、各シナリオに{runs}回ずつ、毎回別の顔ぶれで流しました。同じ回では、どのシナリオも同じリードと同じ偶然に"
        "出会います。そのためシナリオ間の差は変更だけから生まれ、別々のリードで試すよりずっと少ない回数で差が分かります。"
    ),
    "report.method_change": "{day}まではどのシナリオも同じ経過をたどり、その日から変更が効きます。",
    "report.method_window": "数えるのは{first}から{last}までに起きたことです。",
    "report.method_follow": (
        "数えるのは{first}から{last}までに起きたことです。この間に引き渡されたリードはその後も{days}日間追うので、引き渡し後の率では、"
        "遅い商談を失敗と取り違えません。"
    ),
    "report.method_interval": (
        "差に添えた範囲は、指標ごとに見て、同じ実験を100回すればおよそ95回は真の差を含みます。示すのはシミュレーションの中の偶然であり、"
        "仮定が正しいかどうかではありません。"
    ),
    "report.method_interval_several": (
        "差に添えた範囲は、比べるシナリオが1つのときより広く取っています。指標ごとに見て、同じ実験を100回すればおよそ95回は、実際には"
        "差のないシナリオを「差がある」と誤りません。示すのはシミュレーションの中の偶然であり、仮定が正しいかどうかではありません。"
    ),
    "report.method_money": (
        "商談の価値は、全シミュレーションの測定期間に決着した商談のうち受注した割合{rate}に受注単価を掛けたものです。この割合自体の"
        "不確かさは、差に添えた範囲には含みません。"
    ),
    "report.method_watch": (
        "元に戻す基準は、すべてがシミュレーションどおりなら、どの季節でも、越えるのは20四半期に1回以下という値です。実績が越えたら、"
        "原因を調べ、元に戻す理由になります。"
    ),
    "report.method_look": (
        "見直す基準は、すべてがシミュレーションどおりなら、どの季節でも、越えるのは20四半期に1回以下という値です。実績が越えたら、"
        "改めて検討する理由になります。"
    ),
    "report.method_limits": (
        "リード同士は情報を交わさず、競合は動かず、市場も変わらないものとしています。売上の予測ではなく、2つのジャーニーの違いを示すものです。"
    ),
    "report.all_kpis": "すべての指標",
    "report.in_yen": "（円）",
    "report.mark": " *",
    "report.simulator_only": "* シミュレーターだけが知りうる指標です。",
    "report.inputs": "読み込んだファイル",
    "report.file": "ファイル",
    "report.versions": "バージョン:",
    "report.footer": "nurture-simによるシミュレーション。個人情報は含みません。リードはすべて合成か、番号だけで扱っています。",
}
