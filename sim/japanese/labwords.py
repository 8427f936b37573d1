"""Words about simulating many runs in Japanese: workers, what is kept, stopped and resumed."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "cli.opt.workers": "並行してシミュレーションするプロセスの数。答えは変わりません。  [既定: コアごとに1つ]",
    "cli.opt.cluster": (
        "代わりに使うDaskクラスターのワーカー: local、local:4、またはtcp://HOST:PORT。"
        "pip install 'nurture-sim[dask]'が必要です。"
    ),
    "cli.opt.seed": "どのリードと偶然を使うか。  [既定: 実験のとおり]",
    "cli.opt.fresh": "以前の結果が残っているものも含め、すべてシミュレーションし直します。",
    "cli.opt.ledger": (
        "シナリオごとに残すイベントログ: none（なし）、first（最初の1回）、all（すべて）、回数、または5%のような、"
        "全回のリードのうち経過を残す割合。  [既定: first]"
    ),
    "cli.opt.only": (
        "1つのシナリオの1回だけをこのプロセスでシミュレーションし（例: weekly:7）、KPIを表示します。"
        "weekly:7:at_zeroなら、最も決定的な仮定を0にします（doubledなら2倍）。結果は残しません。"
    ),
    "cli.opt.also": (
        "答えの下に加える表: plan（月あたり、リード1,000件あたり、担当者1人・週あたりの差と費用）、months（月別）、"
        "cohorts（コホート別）。"
    ),
    "cli.precise": "指定の精度に達しました: {kpi} ±{found}（指定: ±{asked}）。",
    "cli.not_precise": "上限の{most}回でも指定の精度に達しませんでした: {kpi} ±{found}（指定: ±{asked}）。",
    "cli.never_varied": (
        "{kpi}の差は上限の{most}回すべてで同じでした: ばらつきがないため、精度は分かりません（指定: ±{asked}）。"
    ),
    "cli.stopped_kept": (
        "中断しました。シミュレーション{planned}回のうち{done}回分を残しています。同じコマンドで続きから再開します。"
    ),
    "cli.run_failed": (
        "シナリオ{scenario}、シミュレーション{replication}（シード{seed}）が3回失敗しました: {reason}"
    ),
    "cli.run_failed_if": (
        "シナリオ{scenario}（{what_if}）、シミュレーション{replication}（シード{seed}）が3回失敗しました: {reason}"
    ),
    "cli.others_kept": (
        "シミュレーション{planned}回のうち{done}回分を残しています。すべて動くようになれば、同じコマンドで続きから"
        "再開します。"
    ),
    "cli.run_repeat": "  もう一度実行するには: {command}",
    "cli.only_form": "weekly:7のように、シナリオと回の番号を指定してください（指定値: 「{found}」）",
    "cli.only_done": "シミュレーション{run}、シード{seed}",
    "cli.only_assumed": "「{found}」という名前の仮定はここにはありません。あるもの: {known}",
    "cli.only_scenario": "「{found}」というシナリオはありません。あるもの: {known}",
    "experiment.runs": "実験には、各シナリオに1回以上のシミュレーションが必要です（指定値: {replications}）",
    "experiment.workers": "ワーカーは1以上にしてください（指定値: {workers}）",
    "lives.unknown": "「{found}」は使えません。none、first、all、回数、または5%のようなリードの割合を指定してください",
    "store.damaged": "{file}: 書き込んだときの内容と異なるため、その回をシミュレーションし直しました",
    "results.busy": "{run}: 別のプロセスが同じ実験を実行中です。終わるのを待つか、別の--outを指定してください",
    "crew.died": "プロセスが毎回落ちました: 強制終了されたか、メモリー不足の可能性があります",
    "cluster.absent": "クラスターにはDaskが必要です: pip install 'nurture-sim[dask]'",
    "cluster.address": (
        "クラスターはlocal、local:4、またはtcp://HOST:PORTの形で指定してください（指定値: 「{found}」）"
    ),
    "cluster.unreachable": "{address}のクラスターから応答がありません: {reason}",
    "cluster.no_certificates": "tls://には、Dask自身の設定（distributed.comm.tls）に証明書が必要です",
    "cluster.silent": "{seconds}秒間、応答がありません",
    "cluster.no_workers": "{address}のクラスターにはワーカーがありません",
    "cluster.versions": (
        "クラスターの{count}か所で、本製品、Python、numpy、numba、simpyのいずれかの版が異なるか、入っていません: "
        "{places}"
    ),
    "cluster.version": "このワーカーは、本製品、Python、numpy、numba、simpyのいずれかの版が異なります",
    "cluster.lost": (
        "クラスターのワーカーがすべてなくなったか、クラスターが終了しました。同じコマンドで続きから再開します"
    ),
    "cluster.broken": "クラスターで障害が起きました: {reason}。同じコマンドで続きから再開します",
    # --- results, sql ---
    "cli.results.short": "残っている実行と、その状態（完了、実行中、中断）を一覧にします。",
    "cli.results.help": """結果フォルダーの実行を一覧にします: 完了、実行中、または中断して再開できるもの。

シミュレーションの回数は全シナリオの合計で、中断した実行では仮定を試す分も含みます。

RUN（latest、実験、またはemail_cadence/0001）を指定すると、その結果と、もう一度実行するためのコマンドを表示します。

\b
例:
  nurture results
  nurture results email_cadence --json
  nurture results --check
""",
    "cli.results.check": "すべてのファイルをチェックサムと照合します。破損や欠落があれば終了コードは3です。",
    "cli.results.none": "{root}に実行がありません。まずは: nurture demo",
    "cli.results.run_head": "実行",
    "cli.results.state_head": "状態",
    "cli.results.runs_head": "シミュレーション",
    "cli.results.finished_head": "完了 (UTC)",
    "cli.results.answer_head": "答え",
    "cli.results.done": "完了",
    "cli.results.running": "実行中 {done}/{planned}",
    "cli.results.interrupted": "中断 {done}/{planned}",
    "cli.results.running_uncounted": "実行中",
    "cli.results.interrupted_uncounted": "中断",
    "cli.results.unreadable": "読み込み不可",
    "cli.results.resume": "{run}を再開するには: {command}",
    "cli.results.changed": "{files}が変わったため{run}は再開できません。始めからやり直すには: {command}",
    "cli.results.answer": "答え: {value}",
    "cli.results.reason": "{value}",
    "cli.results.repeat": "もう一度実行するには: {value}",
    "cli.results.seed": "シード: {value}",
    "cli.results.scenarios": "シナリオ: {value}",
    "cli.results.files": "ファイル: {value}",
    "cli.results.damaged": "{file}: 書き込んだときの内容と異なるか、ありません",
    "cli.results.sound": "すべてのファイルは書き込んだときのままです。",
    "cli.sql.short": "完了したすべての実行のKPI、リード、イベントログに、SQLで問い合わせます。",
    "cli.sql.help": """結果フォルダーの完了したすべての実行に、SQL（DuckDB）のQUESTIONで問い合わせます。

\b
テーブル:
  runs    kind, seed, replications
  kpis    scenario, replication, kpi, value
  leads   scenario, replication, lead, id, source, persona, arrival_s, ..., state
  ledger  scenario, replication, time, lead, n, event, node, value, score, stage, cause
  names   scenario, kind, number, name: 獲得経路、ペルソナなどの番号の意味
どのテーブルもexperiment, run, is_latestから始まります。これらで絞らなければ、全実験の全実行をまとめて数えます。
is_latestは、その実験で最後に完了した実行で真です。ほかの実行は`run = '0003'`で絞ります。
KPIは四半期あたりではなく、測定期間全体の値です。
leadsとledgerには、イベントログを残した回（`nurture compare --ledger`）が、ジャーニーの開始から終了まで、
`change_on`より前も含めて入っています。`time`は開始からの秒数です。`nurture explain`は測定期間だけを数えます。
破損したファイルのある実行は除き、その名前を示します。

\b
例:
  nurture sql "select scenario, avg(value) from kpis where kpi = 'opportunities' and experiment = 'email_cadence' and
    is_latest group by all"
  nurture sql "select scenario, event, count(*) from ledger where event in ('mql', 'won') and
    experiment = 'email_cadence' and run = '0001' and replication = 0 group by all order by all"
  nurture sql "from kpis where kpi = 'mqls' and experiment = 'email_cadence' and is_latest" --csv > mqls.csv
""",
    "cli.sql.csv": "表計算ソフト用のCSVを出力します。",
    "cli.sql.one": "--csvと--jsonは同時に指定できません",
    "sql.reading_only": "使えるのはselectだけです。テーブル: {known}",
    "sql.left_out": "{reason}。この実行は除きました",
    "sql.refused": "{reason}（テーブル: {known}）",
}
