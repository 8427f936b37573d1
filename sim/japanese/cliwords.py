"""The words of the command line in Japanese: help texts, labels, and what commands say."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- the command itself; in help texts a line with only \b begins lines that are printed as they stand ---
    "cli.help": """\b
B2Bのナーチャリングをリード1件ずつシミュレーションし、メールの
配信頻度・ウェビナー・引き渡しルールを、本番の設定を変える前に比較します。

\b
まずは `nurture demo` をお試しください。同梱のジャーニーで、メールの配信頻度の
問いに答えます。
""",
    "cli.exit_codes": """\b
終了コード:
  0    正常終了（問いに答えが出た）
  1    プログラムの不具合（トレースバックを表示。ご報告ください）、失敗したシミュレーションあり、
       test・diff・mutate・checklistで求める結果と異なる
  2    ファイルまたは引数の誤り（1件につき1行）
  3    結果やファイルを読み書きできない、またはクラスターに接続できない
  130  Ctrl-Cによる中断（比較のシミュレーション済みの分は残り、同じコマンドで続きから再開）
""",
    "cli.version": "%(prog)s %(version)s",
    "cli.opt.json": "テキストの代わりにJSONオブジェクトを1つ出力",
    "cli.opt.out": "結果を保存するフォルダー（1回ごとにサブフォルダー） [既定: results]",
    "cli.opt.replications": "各シナリオのシミュレーション回数 [既定: 実験ファイルの値]",
    "cli.opt.charts": "グラフ（PNGとSVG）を描く",
    # --- compare, demo ---
    "cli.compare.short": "実験の問いに答える（全シナリオを同じリード・同じ偶然で比較）",
    "cli.compare.help": """\b
EXPERIMENTファイルの問いに答えます。

\b
どのシナリオも、同じリード・同じ偶然で何度もシミュレーションするため、2つの
シナリオの差は変更した設定だけから生じます。平均、基準との差とその区間、
KPIごとの判定、結論、結論の前提となる仮定を表示し、すべてを結果フォルダーに
保存します。

\b
例:
  nurture compare experiments/email_cadence.yaml
  nurture compare experiments/email_cadence.yaml --replications 100 --workers 4
  nurture compare experiments/email_cadence.yaml --json > answer.json
  nurture compare experiments/email_cadence.yaml --ledger all --cluster local:2

\b
中断しても、同じコマンドで続きから再開します。シミュレーション済みの分は残り、
同じものを2度計算することはありません。
""",
    "cli.demo.short": "同梱のジャーニーで、メール配信頻度の問いに答える",
    "cli.demo.help": """\b
メルマガはどのくらいの頻度で送るべきでしょうか。

\b
`nurture compare experiments/email_cadence.yaml` と同じです。現在の
フォルダーにこのファイルがあればそれを、なければ同梱のファイルを使います。

\b
例:
  nurture demo
  nurture demo --replications 50
""",
    "cli.preparing": "エンジンを準備中（初回は約20秒、2回目以降は数秒）",
    "cli.progress": "シミュレーション {done}/{total}回",
    "cli.per_month": "1か月あたり",
    "cli.per_quarter": "四半期あたり",
    "cli.per_year": "年あたり",
    "cli.per_window": "計測期間",
    "cli.scenario": "シナリオ",
    "cli.difference": "差",
    "cli.interval": "[95%区間]",
    "cli.adjusted": "区間と判定は、シナリオの数に応じて補正しています（Holm法）。",
    "cli.no_interval": "[不明]",
    "cli.yen": "{title}、円",
    "cli.answer": "結論: ",
    "cli.rests_on": "前提: ",
    "cli.runs_of_each": "各シナリオ{count}回のシミュレーション（同じリード・同じ偶然、シード{seed}）",
    "cli.correlation": "、{kpi}の相関{value}",
    "cli.skipped": "リードファイルで読み飛ばした不正な行: {count}行。",
    "cli.chart": "図:   {path}",
    "cli.chart_too": "      {path}",
    "cli.results": "結果: {path}",
    # --- init, check, schema, kpis ---
    "cli.init.short": "ワークスペースを作る（編集用のジャーニー・ペルソナ・実験）",
    "cli.init.help": """\b
フォルダーDIRに、自社向けに編集するためのジャーニー・ペルソナ・実験を書き
出します。

\b
上書きはしません。いずれかのファイルがすでにある場合は、何も書き出しません。

\b
例:
  nurture init my_journeys
""",
    "cli.init.next": "次の手順: cd {folder}、journeys/seed.yamlを編集、nurture check、nurture demo",
    "cli.check.short": "ジャーニー・ペルソナ・実験の誤りをすべて示し、意図しにくい設定を警告する",
    "cli.check.help": """\b
誤りをすべて「ファイル:行:桁: 設定: 内容」の形で示します。

\b
誤りのないファイルについては、シミュレーションはできても意図したとは考えにくい
設定（誰にも届かないメール、自動開封だけで成り立つルールなど）を探し、「警告」
として示します。

\b
PATHはファイル、または全ファイルを調べるフォルダーです。省略すると、現在の
フォルダーのジャーニー・ペルソナ・実験を調べます。誤りがあれば（--strictでは
警告だけでも）終了コードは2です。

\b
例:
  nurture check
  nurture check journeys/seed.yaml experiments/
  nurture check --json
""",
    "cli.check.fine": "検査したファイル: {files}。誤りなし。",
    "cli.check.mistakes": "検査したファイル: {files}。誤り: {count}。",
    "cli.check.both": "検査したファイル: {files}。誤り: {count}。警告: {warnings}。",
    "cli.check.strict": "警告だけでも終了コードを2にする",
    "cli.checklist.short": "ナーチャリング設計の26項目を点検する（満たすもの、足りないもの）",
    "cli.checklist.help": """\b
ナーチャリング設計の26項目を点検し、JOURNEYでの状況を項目ごとに示します。

\b
「充足」は効果のある設定があるもの（行番号を表示）、「申告」は人だけが
保証できるもの（ジャーニーの `declared` に、誰が・いつ・何を根拠に）、「不足」
は追加すべき設定があるもの、「対象外」は該当しないものです。誰も満たさない、
または全員が満たすルールや、誰にも届かないメールは数えません。

\b
例:
  nurture checklist journeys/seed.yaml
  nurture checklist journeys/seed.yaml --markdown > checklist.md
  nurture checklist journeys/seed.yaml --json
  nurture checklist journeys/seed.yaml --strict
""",
    "cli.checklist.markdown": "Markdownの表を出力",
    "cli.checklist.strict": "不足があれば終了コードを1にする",
    "cli.checklist.one": "--markdownと--jsonは出力形式の指定です。どちらか一方を選んでください",
    "cli.checklist.point": "項目",
    "cli.checklist.status": "状況",
    "cli.checklist.where": "該当箇所、または追加すべき設定",
    "cli.checklist.vouched": "{where}（{vouched}）",
    "cli.checklist.counts": "充足{met}、申告{declared}、不足{missing}、対象外{not_applicable}",
    "cli.schema.short": "ファイルの種類ごとのJSON Schemaを出力する（エディター用）",
    "cli.schema.help": """\b
ファイルの種類に応じたJSON Schemaを出力します。エディターの入力補完と検査に
使えます。

\b
例:
  nurture schema journey > journey.schema.json
""",
    "cli.kpis.short": "実験で使えるKPIの一覧",
    "cli.kpis.help": """\b
すべてのKPIを示します: 実験ファイルでの名前、表での名称、良い方向、
数えるもの。

\b
例:
  nurture kpis
  nurture kpis --json
""",
    "cli.name": "名前",
    "cli.better": "良い方向",
    "cli.higher": "高い",
    "cli.lower": "低い",
    "cli.neither": "",
    "cli.kpi": "KPI",
    "cli.value": "値",
    "cli.counted": "数えるもの",
    "cli.over": "{top} ÷ {bottom}",
    "cli.simulator_only": "{text}（シミュレーターだけが知りうる）",
    # --- show ---
    "cli.show.short": "ジャーニーを図にする",
    "cli.show.help": """\b
JOURNEYを図にします: 獲得経路、ターゲット判定、ステージ、タッチポイント、引き
渡しルール、インサイドセールス。

\b
Mermaidは多くのWikiやエディターが描画できるテキスト、SVGとPNGは画像、GraphMLは
グラフツール用です。

\b
例:
  nurture show journeys/seed.yaml
  nurture show journeys/seed.yaml --out seed.svg
  nurture show journeys/seed.yaml --format graphml > seed.graphml
""",
    "cli.show.format": "出力形式 [既定: --outの拡張子による。なければmermaid]",
    "cli.show.out": "書き出すファイル [既定: 標準出力]",
    "cli.show.ending": "拡張子「{found}」の形式はありません（使えるもの: {known}）。--formatでも指定できます",
    "cli.show.no_terminal": "端末にはPNGを表示できません。--outでファイルを指定してください",
    # --- run ---
    "cli.run.short": "ジャーニーを1回シミュレーションし、KPIを示す",
    "cli.run.help": """\b
JOURNEYファイルを1回シミュレーションし、全期間のKPIを示します。

\b
1回の結果は起こりうることの一例で、予測ではありません。結果は偶然により
毎回変わります。何かを決めるには、実験ファイルを書いて `nurture compare` を
使ってください。

\b
例:
  nurture run journeys/seed.yaml
  nurture run journeys/seed.yaml --leads 10000 --days 180 --seed 3
  nurture run journeys/seed.yaml --leads-csv leads.csv --column registered=登録日 --column job=役職
""",
    "cli.run.leads": "リードのおよその件数（流入と単発イベントを同じ倍率で増減） [既定: ジャーニーの値]",
    "cli.run.days": "シミュレーションする日数 [既定: ジャーニーの値]",
    "cli.run.seed": "どのリードと偶然を使うか [既定: 1]",
    "cli.run.leads_csv": "ほかに加わる実在のリードのCSV（氏名とアドレスは保存しない）",
    "cli.run.column": (
        "リードファイルの列: 本ツールの項目名と見出しの組（例: registered=登録日）。列ごとに指定。"
        "見出しが項目名と同じなら不要"
    ),
    "cli.run.skip": "不正な行があってもファイルを拒まず、その行を除いて一覧にする",
    "cli.run.pair": "「{found}」は registered=登録日 のような組ではありません",
    "cli.run.alone": "--columnと--skip-bad-rowsは--leads-csvの読み方の指定ですが、--leads-csvがありません",
    "cli.run.no_rates": "このジャーニーには、倍率をかける流入も単発イベントもありません",
    "cli.run.progress": "{done}日目/{total}日",
    "cli.run.done": "リード{leads}件、{start}から{days}日間、シード{seed}",
    "cli.run.cut": (
        "* 最後の{follow_up}日間の引き渡し（リードは最後の{cohort}日間）は、期間内に追跡しきれないため除外しています。"
    ),
    "cli.run.goals": "ステージの目標:",
    "cli.run.reviews": "見直し会議:",
    "cli.run.next": "リード1件の履歴: nurture trace {run} --lead 0",
    # --- trace ---
    "cli.trace.short": "リード1件の履歴を、ステージ変更と引き渡しの理由つきで示す",
    "cli.trace.help": """\b
リード1件の履歴を示します: イベント、スコア、すべてのステージ変更と引き渡しの
理由。

\b
RUNは `latest`（既定）、実験またはジャーニー（`email_cadence`: その最新の
結果）、個別の結果（`email_cadence/0003`）、または結果フォルダーです。

\b
例:
  nurture trace latest --lead 12
  nurture trace email_cadence/0003 --lead 12 --scenario twice_a_month
""",
    "cli.trace.lead": "リードの番号（登録順に0から）",
    "cli.trace.scenario": "対象のシナリオ [既定: 基準]",
    "cli.trace.results": "結果を保存したフォルダー [既定: results]",
    "cli.trace.no_lead": "リードの番号は0から{last}までです",
    "cli.trace.no_scenario": "シナリオ「{found}」のイベントログは保存されていません（あるもの: {known}）",
    "cli.trace.nothing_kept": "{run}にはイベントログが保存されていません。--ledger first を付けて再実行してください",
    # --- stopping, errors ---
    "cli.stopped": "中断しました。未完成の結果は削除しました。",
    "cli.more": "...ほか{count}件",
    "cli.system": "{file}: {reason}",
}
