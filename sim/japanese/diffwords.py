"""The words of `nurture diff` in Japanese: what changed between two versions, and for whom."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- the command ---
    "cli.diff.short": "ジャーニーの変更内容と、それで判定が変わるリードを表示します。",
    "cli.diff.help": """ジャーニーの2つの版を比べます: 何が変わり、同じリードに何が起こるか。

OLDとNEWは、ジャーニーのファイル、フォルダー、またはgitのリビジョン（`main`、`HEAD~1`、`v1.2`）です。
リビジョンには中のパスも付けられます（`main:journeys/seed.yaml`）。リビジョンだけを書くと、もう一方と同じ
ファイルまたはフォルダーを指します。`.`は作業ツリーです。コメント、順序、空白の違いは変更とみなしません。

シミュレーションした同じリードに同じ偶然を与えて、両方の版に通します。新たに営業へ引き渡されるリード、
引き渡されなくなるリード、早まる・遅れるリード、別のルールで引き渡されるリード、通る回数が変わる経路、
差のあるKPIを示します。--leads-csvと--activity-csvを付けると実際のリードで比べます: 記録された行動を
両方の版が偶然なしに判定します。

終了コード: 経過の変わるリードがなければ0（--allowがあれば、すべての上限・下限を守れば0）、あれば
（守れなければ）1、ファイルや引数の誤りは2、読めないものは3です。

\b
例:
  nurture diff main .
  nurture diff HEAD~1 journeys/seed.yaml --markdown > change.md
  nurture diff journeys/seed.yaml draft.yaml --replications 40
  nurture diff main . --allow ci.yaml --json
  nurture diff main . --leads-csv leads.csv --activity-csv acts.csv --columns lead=会員ID,time=日時
""",
    "cli.diff.journey": "この名前のジャーニーだけ。  [既定: すべて]",
    "cli.diff.leads": "1回あたりのおおよそのリード数。獲得数を一律に何倍かします。  [既定: 旧版のとおり]",
    "cli.diff.replications": "各版のシミュレーション回数。  [既定: 10]",
    "cli.diff.allow": "上限・下限のファイル（YAML）。すべて守られていれば終了コードは0です。",
    "cli.diff.leads_csv": "シミュレーションの代わりに使う実際のリード（CSV）。--activity-csvも必要です。",
    "cli.diff.activity_csv": "実際のリードの行動（CSV）: リード、日時、行動、対象。",
    "cli.diff.columns": "行動ログのうち、リード、日時、行動、対象の列名。",
    "cli.diff.values": "行動ログの言葉に対応する行動（例: 資料DL=download）。",
    "cli.diff.map": "両方のファイルの列と言葉の対応を書いたファイル（YAML）。",
    "cli.diff.show_ids": "実際のリードを行番号だけでなく、ファイル中のIDでも表示します。",
    "cli.diff.pair": "KEY=WORDの形で書いてください（指定値: 「{found}」）",
    "cli.diff.no_key": "「{found}」という列はありません。使えるもの: {known}",
    "cli.diff.both_files": "--leads-csvと--activity-csvは一緒に指定してください",
    "cli.diff.alone": "--columns、--values、--map、--show-idsには--leads-csvと--activity-csvが必要です",
    "cli.diff.not_both_crowds": "--leadsはシミュレーションのリードのためのもので、--leads-csvと一緒には使えません",
    "cli.diff.no_kpis": (
        "実際のリードではKPIの上限・下限を確かめられません（営業の結果は誰にも分からないため）。`kpis`を外してください"
    ),
    "cli.diff.markdown": "プレーンテキストの代わりに、プルリクエスト用のMarkdownを出力します。",
    "cli.diff.progress": "両方の版でシミュレーション{done}/{total}回が完了",
    # --- what is compared ---
    "diff.nothing": "なし",
    "diff.old": "旧版",
    "diff.new": "新版",
    "diff.no_git": "gitがないかPATHにありません。リビジョンの代わりにファイルかフォルダーを指定してください",
    "diff.git_refused": "gitからの返答: {reason}",
    "diff.git_silent": "理由なし",
    "diff.neither": "「{found}」はファイルでもフォルダーでもgitのリビジョンでもありません: {reason}",
    "diff.no_revision": "リポジトリ{folder}にはリビジョン「{revision}」がありません",
    "diff.not_in_revision": "{revision}の「{path}」にはジャーニーがありません",
    "diff.no_journeys": "このフォルダーにはジャーニーがありません",
    "diff.no_journey": "「{found}」というジャーニーはありません。あるもの: {known}",
    "diff.journey_added": "このジャーニーは新版だけにあります。",
    "diff.journey_gone": "このジャーニーは新版にはもうありません。",
    "diff.no_crowd": (
        "「{setting}」が異なるため（{old}、{new}）、2つの版に同じリードを与えられません。設定の違いだけを比べます。"
    ),
    # --- real leads ---
    "diff.no_column": "「{name}」の列がありません。--columns {name}=HEADERで列名を指定してください",
    "diff.not_a_behaviour": "次のいずれでもありません: {known}。ファイルの言葉は--valuesで対応づけられます",
    "diff.no_target": "「{word}」に対応する「{found}」は、どちらの版にもありません{hint}",
    "diff.no_lead": "このリードはリードのファイルにありません",
    "diff.too_early": "リードの登録日より前です",
    "diff.id_twice": "このIDは2回出てきます",
    "diff.no_leads": "読める行が1つも残っていません",
    "diff.long": "リードとその行動ログが{most}日を超えています。古いものを外してください",
    # --- changes in words ---
    "diff.in_sources": "獲得経路「{name}」",
    "diff.in_segments": "セグメント「{name}」",
    "diff.in_stages": "ステージ「{name}」",
    "diff.in_exits": "離脱「{name}」",
    "diff.in_fit": "属性「{name}」の配点",
    "diff.in_behaviours": "行動「{name}」",
    "diff.in_touchpoints": "タッチポイント「{name}」",
    "diff.in_mql": "引き渡しルール「{name}」",
    "diff.in_returns": "差し戻し「{name}」",
    "diff.in_reviews": "見直し会議「{name}」",
    "diff.of_people": "ペルソナファイル、{path}",
    "cli.diff.order": "{table}の順序",
    "cli.diff.changed_words": "{label}: {old} -> {new}",
    "cli.diff.added": "{label}: 追加: {new}",
    "cli.diff.removed": "{label}: 削除（削除前: {old}）",
    "cli.diff.renamed": "{label}: {new}に改名",
    "cli.diff.moved": "{label}: {old} -> {new}",
    "cli.diff.more_changes": "…ほか{count}件",
    # --- the answer ---
    "cli.diff.title": "{journey}: {old} -> {new}",
    "cli.diff.equal": "変更なし: 両方の版の内容は同じです。",
    "cli.diff.crowd": "両方の版に通した同じリード",
    "cli.diff.measured": (
        "{days}日間のシミュレーション{runs}回、リード{leads}件（シード{seed}）。両方に同じ偶然を与えています。"
    ),
    "cli.diff.changed": "{count}件（{share}）のリードで、経過のいずれかのイベントが変わります。",
    "cli.diff.nobody": "設定は変わりましたが、リード{leads}件の経過は誰も変わりません。",
    "cli.diff.handed_off": "営業への引き渡し{per}: リード{old}件 -> {new}件。",
    "cli.diff.a_run": "（1回あたり）",
    "cli.diff.leads_head": "リード{per}",
    "cli.diff.share": "全体比",
    "cli.diff.typical": "中央値",
    "cli.diff.of_leads": "リード",
    "cli.diff.of_handed_off": "引き渡し数",
    "diff.newly_handed_off": "新たに引き渡し",
    "diff.no_longer_handed_off": "引き渡しなしへ",
    "diff.earlier": "早まる",
    "diff.later": "遅れる",
    "diff.other_rule": "別のルール",
    "cli.diff.switched": "{count}件: {old} -> {new}",
    "cli.diff.busiest": "最繁忙週の担当者1人あたりの引き渡し: {old} -> {new}",
    "cli.diff.examples": "例",
    "cli.diff.lead": "シミュレーション{run}のリード{lead}: {verdict}",
    "cli.diff.is_gained": "新たに引き渡される",
    "cli.diff.is_lost": "引き渡されなくなる",
    "cli.diff.is_earlier": "引き渡しが早まる",
    "cli.diff.is_later": "引き渡しが遅れる",
    "cli.diff.is_other_rule": "別のルールで引き渡される",
    "cli.diff.is_same": "判定は同じで、経過が異なる",
    "cli.diff.old": "旧",
    "cli.diff.new": "新",
    "cli.diff.side": "{side}: {text}",
    "cli.diff.no_such_lead": "このリードはいない",
    "cli.diff.not_handed_off": "引き渡しなし",
    "cli.diff.event": "{at} {what}",
    "cli.diff.event_because": "{event}。理由: {why}",
    "cli.diff.ways": "通る回数が増減する経路（1回あたりの通過回数）",
    "cli.diff.way": "{start} → {end}",
    "cli.diff.way_head": "経路",
    "cli.diff.more_ways": "ほかに{count}本の経路に、より小さな差があります。",
    "cli.diff.kpis": "差のあるKPI（区間はKPIごと）",
    "cli.diff.gap": "差 [95%]",
    "cli.diff.other_kpis": "ほかに{count}個のKPIは毎回同じではありませんが、区間に0を含みます。",
    "cli.diff.no_kpi": "すべてのKPIが毎回同じです。",
    "cli.diff.real": "両方の版に通した実際のリード",
    "cli.diff.replayed": (
        "実際のリード{leads}件、行動{rows}件を、{start}から{days}日間、偶然なしに再現しました。"
    ),
    "cli.diff.left_out": "使えない{count}行は除きました。",
    "cli.diff.strange": "{count}件の行動の対象はどちらの版にもないため、行動の種類だけで数えます。",
    "cli.diff.unknown": "{count}件のリードには{attribute}の値がありません: 配点はなく、どの値とも一致しません。",
    "cli.diff.no_verdict": "設定は変わりましたが、リード{leads}件の判定は誰も変わりません。",
    "cli.diff.not_said": "ここで分かるのは引き渡されるリードであり、その先の営業の結果ではありません。",
    "cli.diff.row": "{row}行目: {verdict}",
    "cli.diff.named": "{name}（{row}行目）: {verdict}",
    # --- limits ---
    "diff.amount": "リードの数、または5%のような全体に対する割合にしてください",
    "diff.at_most": "{limit}以下",
    "diff.margin": "悪化が{margin}以内",
    "cli.diff.limits": "上限・下限",
    "cli.diff.limit_of": "対象",
    "cli.diff.found": "結果",
    "cli.diff.limit": "条件",
    "cli.diff.kept": "合格",
    "cli.diff.broken": "不合格",
    "cli.diff.not_settled": "不合格: この回数ではまだ判断できない",
}
