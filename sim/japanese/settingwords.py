"""What each setting says, in Japanese, for the names of `sim/words/settingwords.py`; a line is: name | meaning."""

from __future__ import annotations

from typing import Final

MEANINGS_TABLE: Final = """
[any]
title | グラフや表に出る名前
kind | 種類。ほかに何を設定できるかが決まる

[Journey]
format | ファイルの書き方の版
name | 結果はこの名前で残る
title | グラフや表に出るジャーニーの名前
start | 最初の日。時間はその日の0時から数える
days | 1回のシミュレーションの長さ（日数）
time_zone | すべての時刻のタイムゾーン
personas | ペルソナファイル（このファイルからの相対パス）
calendar | 祝日、休業日、会計年度
sources | リードの獲得経路
gate | ターゲット判定。満たさないリードは数えるだけで、何も届かない
segments | リードのグループの名前。ほかのルールで使える
stages | 上がっていく順のステージ。全員が最初のステージから始まる
exits | 目標達成などの離脱。以後はメールもステージの移動も引き渡しもない
dormancy | この期間に反応のないリードは休眠とする
fit | 属性の配点（属性スコア）。書かれていない属性や値は0点
behaviours | 記録する行動とその配点（行動スコア）
scoring | 行動スコアの上限・下限と減衰、見分けられる機械の反応
contact_policy | すべての配信プログラムと招待のメールに共通の決まり
touchpoints | コンテンツ、メールの配信プログラム、ウェビナー、架電
mql | 引き渡しルール。この順で最初に成り立ったルールがリードを引き渡す
sync | 引き渡しをSFAへ連携する方法
desk | インサイドセールスの体制と働き方
sql | 商談化のために架電で確かめるべきこと
returns | 営業が差し戻したリードの行き先（理由別）
reviews | 引き渡しルールの数値を動かす見直し会議
declared | シミュレーションできないこと（persona_defined、handoff_agreed、sales_ready、kpis_agreed、review_planned）: 誰が、いつ、何を根拠に合意したか
costs | 費用（円）

[CalendarSettings]
holidays | 2文字の国コードで示す国、またはその一部（DE-BYなど）の祝日。なしはnone
closures | 祝日以外の休業日。毎年または1回限りで、両端の日を含む
fiscal_year_start | 会計年度が始まる月

[SourceBasics]
cost_per_lead | 1件あたりの広告費（円）
project_odds | 実際の案件を持つオッズの倍率
persona_odds | この獲得経路のリードに占める、各ペルソナの比率の倍率
arrive_with | 登録時にすでにこの行動をしているリードの割合

[RateSource]
per_day | 営業日（月～金、祝日・休業日以外）1日あたりの平均リード数
off_day_factor | そのほかの日の倍率
overdispersion | 1日の件数のばらつきk（分散 = 平均 + 平均^2 / k）
hours | リードが登録する時間帯
from | リードが来る最初の日
until | リードが来なくなる最初の日

[BurstSource]
events | 日付を決めてまとまって来るリード（名前別）
hours | リードが登録する時間帯

[Event]
on | 最初の日
leads | 来るリードの数。2つの数を書けば、その間が同じ確からしさになる
days | 続く日数

[CsvSource]
file | このファイルと並ぶファイル
columns | 本製品の言葉とファイルの列名の対応（leads.md）
values | ファイルの言葉とその意味の対応
bad_rows | 誤りのある行を含むファイルを受け付けないか、その行を飛ばすか

[CohostSource]
webinar | 共催先がリードを連れてくるウェビナー（開催のたび）
leads | 毎回の件数。2つの数を書けば、その間が同じ確からしさになる
after | ウェビナーの開催からの時間

[Stage]
enter | このステージに上がるルール。ほかにここへつながるものがなければ必須
back | リードが前のステージに戻る条件
timeout | リードがとどまれる期間
goal | このステージの目標。シミュレーション後に確かめる

[Back]
when | リードが戻るルール。上がる判定より先に見る
to | これより前のステージ

[Timeout]
after | リードがとどまれる期間
to | その後に移るステージ

[Goal]
kpi | `nurture kpis`にある名前
at_least | 目標を満たす最小の値
at_most | 目標を満たす最大の値

[Exit]
when | リードがジャーニーを離れるルール。何よりも先に見る
re_enter | リードが戻ってくる条件

[ReEntry]
when | リードが戻ってくるルール
after | 離脱からこの期間は戻らない
to | 戻る先のステージ

[Dormancy]
after | この期間に反応のないリードは休眠とする

[Behaviour]
points | 配点
every | この回数ごとに加点する
within | この期間内に起こった場合に限る
max_times | 加点する回数の上限（通算）
at_most | 期間内に加点する回数の上限

[Limit]
times | 回数
within | この期間ごと

[Scoring]
floor | 行動スコアの下限
ceiling | 行動スコアの上限
half_life | 行動スコアが半分になる期間。`inactivity`とは併用できない
inactivity | 反応のない期間に応じた減点。`half_life`とは併用できない
machine_opens_ignored | 機械による開封のうち、ツールが見分けて数えない割合
scanner_clicks_ignored | スキャナーのクリックのうち、ツールが見分けて数えない割合

[Inactivity]
after | 反応のない期間がこの長さになるたび
subtract | 減らす点数

[ContactPolicy]
quiet_hours | この時間帯にはメールを送らない
days | メールを毎日送るか、営業日だけ送るか
outside | 送れない時間に当たったメールを、次に送れる時間まで待たせるか、取りやめるか
caps | 全プログラムを通じて、1人に期間内に送るメールの上限
over_cap | 上限に達したメールを取りやめるか、空きができるまで待たせるか
suppress | メールをまったく送らないリードのルール

[MailCap]
mails | メールの通数の上限
within | この期間ごと

[Content]
behaviour | 閲覧を記録する行動の名前
stages | 対象のステージ（1つまたは複数）
organic | 全コンテンツの中での重み。関心のまったくない訪問者と、十分にある訪問者について
form | コンテンツの前にあるフォームに入力する人の割合
dwell | 滞在時間の長さと、長い滞在を記録する行動

[Dwell]
median | 関心のない訪問の半分はこれより短い
sigma | 滞在時間の対数の標準偏差
at_least | この長さの滞在を記録する
behaviour | それを記録する行動の名前

[Contacting]
when | これが成り立つリードだけ
window | 送れる時間帯、または常時
days | 毎日か、営業日だけか
outside | 送れない時間に当たったメールの扱い
priority | 同じ時刻では、値の大きいメールが先に送られ、上限の残りを使う
capped | 通数の上限の対象とするか
opt_out | 配信停止リンクが止める範囲: すべてのメール、またはこのプログラム

[Triggered]
after | この行動をきっかけに送る
of | その行動が記録されるタッチポイント
entering | このステージに入ったときに送る
on | 状態の変化をきっかけに送る。exitedのメールだけは離脱した人にも届く
delay | きっかけからの時間
cooldown | この期間は再び送らない
from | 送り始める日
until | 送らなくなる最初の日

[Email]
cadence | `after`、`entering`、`on`の代わりに、暦に沿って送る
content | リンク先: 全ステージに1つ、ステージごとに1つ、またはセグメントの一覧。どれにも入らないリードには送らない
variants | 分割テスト: 各リードはずっと同じ案を受け取る。割合に余りがあれば、その分には送らない
resend | もう一度送る
send_time | 決まった時刻か、リードが最後に反応した時刻か
max_sends | 1人に送る回数の上限
audience | 活動中のリード、休眠中のリード、または両方
while_with_sales | 引き渡しから差し戻しまでと商談中の扱い: 保留（差し戻し時に最新のものを送る）、取りやめ、または配信

[Choice]
when | セグメントのルール。最初に成り立ったものを使う
content | 送るコンテンツ。全ステージに1つ、またはステージごとに1つ

[Variant]
share | 全リードに占める割合
content | この案のコンテンツ。全ステージに1つ、またはステージごとに1つ
open | 読まれる確率の倍率
click | クリックされる確率の倍率

[Resend]
after | 最初の配信からの時間。それまでに開封していない人に送る

[Call]
when | これが成り立つリードだけ

[Webinar]
dates | 開催日時
invite | 対象ステージで未申込の人への招待
remind | 申込者へのリマインド
stages | 招待するステージ
seats | 各回の定員。間に合わなかった人はキャンセル待ちになる
release | キャンセルされた席をキャンセル待ちに回す時期
cancel | キャンセルの割合
attend | 参加率の倍率
replay | 録画の配信
while_with_sales | 引き渡しから差し戻しまでと商談中の招待: 取りやめ、または配信
cost | 開催1回の費用（円）

[Wave]
before | 何日前か
at | 時刻

[Reminder]
before | どれだけ前か。`at`を書くなら日数
at | 時刻

[Replay]
missed | 欠席者のうち録画を見る割合
attended | 参加者のうち録画を見る割合
delay | 見るまでの平均時間

[Sync]
mode | 即時か、決まった時刻か
every | 連携の間隔
at | 連携する時刻の1つ
failure | 1回の連携が失敗する確率
retry | 再試行までの時間
duplicate | SFAに二重に登録される引き渡しの割合。その分、初回架電に時間がかかる
fields | 連携する項目とSFA側の列名。deskのルールからはそれ以外が見えない

[Staff]
reps | 同じ時間に働く担当者の人数
hours | 営業日の勤務時間、または常時
shifts | 勤務時間の異なる担当者のグループ。`reps`と`hours`の代わりに使う
closures | カレンダー以外の休業日
absences | 担当者が不在の期間（開始日から終了日の前日まで）
work_in_progress | 担当者1人あたりの対応中のリードがこの数になると、初回架電を待たせる

[Shift]
reps | 人数
hours | 勤務時間

[Absence]
reps | 人数。番号の大きい担当者から
from | 不在の最初の日
until | 復帰する日

[Team]
takes | 担当範囲: ルールが最初に成り立ったチームがリードを受け持つ

[Desk]
teams | 担当者を持つ複数のチーム。受け持ちを選ぶ順に書く
first_contact | 初回接触の期限。過ぎると期限超過: 即日、翌営業日、または営業開始からの時間
attempts | 不通として差し戻すまでの架電とメールの回数
steps | 各回の接触の手段
spacing | 接触の間隔
priority | 先に架電する順: 先着順、スコア順、新しい順、または最初に成り立ったルールの順
filter | 満たさないリードは、対象外としてすぐに差し戻す
expires | それまでに対応できなかったリードは、期限切れとして差し戻す。`patience`とは併用できない
patience | リードの関心が薄れるまでの平均時間。その後は期限切れとして差し戻す
dial | つながらない架電の平均時間
talk | つながった架電の平均時間
write | 手書きのメールにかかる平均時間

[Return]
to | ステージ、keep（そのまま）、またはexcluded（除外）
rest | 再び引き渡せるようになるまでの期間
score | keep（そのまま）、reset（0に戻す）、または行動スコアから引く負の数

[Review]
meets | 開催日時
rule | 数値を動かす引き渡しルール
compares | その数値と>=または>で比べるもの
step | 1回に動かす幅
bounds | 動かせる範囲
target | 目指す値
window | 集計する期間（会議前の日数）
least | 件数がこれより少なければ何も変えない

[Target]
acceptance | 引き渡しのうち受け入れられた割合（時期、予算、決裁権を理由とする差し戻しは数えない）
opportunity_rate | 引き渡しあたりの商談化率
handoffs_per_week | 週あたりの引き渡し
tolerance | 目標との差がこの範囲なら何も変えない

[Declared]
by | 責任を持つ人
on | いつから
evidence | 根拠

[Costs]
mail | メール1通の費用
rep_hour | 担当者の勤務1時間の費用
deal_value | 受注1件の価値

[Personas]
format | ファイルの書き方の版
people | 全員に共通の行動の傾向
attributes | 属性とその値
personas | リードの種類

[Persona]
share | 全リードに占める比率の重み
attributes | 属性ごとの値、または値の割合
project | 12か月以内に実際の案件を持つ確率
open | メールが読まれる確率の倍率
webinar | 関心のない人が招待1回で申し込む確率
time | 案件までの時間と案件の長さの倍率
tastes | 行動別の、コンテンツの重みの倍率
authority | 架電の相手が決裁できる人である確率
competitor | 競合企業に勤める人の割合
scanner_share | スキャナーのあるメールボックスの割合

[Figure]
value | 数値
source | 出典、または仮定ならassumption

[Spread]
median | 全体の半分はこれより短い
sigma | 対数の標準偏差
source | 出典、または仮定ならassumption

[Rhythm]
open_day | 営業日の各時間帯の相対的な活動量
off_day | 休日の各時間帯の相対的な活動量
source | 出典、または仮定ならassumption

[Weekdays]
value | 月曜から始まる7つの倍率
source | 出典、または仮定ならassumption

[Experiment]
format | ファイルの書き方の版
name | 結果はこの名前で残る
question | 問いの文。答えの上に表示される
journey | ジャーニーファイル（このファイルからの相対パス）
change_on | この日までは、どのシナリオもジャーニーファイルのとおりに進む
measure | 測定する期間
baseline | ジャーニーファイルのままの場合の呼び名
scenarios | 変える設定（ドット区切りのパスと新しい値）
titles | 読む人に見せるシナリオの呼び名（それぞれ80文字まで）
vary | 値の組み合わせ: すべての組がシナリオになる。名前に向かない値には名前を付ける
decide_on | 判断に使うKPI
guardrails | 一定以上悪化してはならない、または上限・下限を守るべきKPI
show | 判断には使わず、表示して残すKPI
checks | シナリオが確実に満たすべきこと（名前別）。判断には使わない
replications | 各シナリオのシミュレーション回数。`precision`とは併用できない
precision | 判断に使う区間がこの幅になるまでシミュレーションする。`replications`とは併用できない
seed | どのリードと偶然を使うか
rests_on | 結論の前提になる数値。最も決定的なものから
assumptions | 推測した数値と、それぞれが取りうる範囲
search | `nurture search`が最良の組み合わせを探す設定

[Measure]
from | 測定の最初の日。`warm_up`とは併用できない
warm_up | 測定までにジャーニーを進めておく期間。`from`とは併用できない
until | 測定しなくなる最初の日
follow_up | 測定後もシミュレーションを続け、引き渡しを追跡する期間
cohort | リードについての率を出すために、各リードを追跡する期間

[Decision]
kpi | `nurture kpis`にある名前
margin | 実質的な差とみなす最小値（KPIの単位。割合は0.5 pointsのようにも書ける）
per | 件数をどの期間あたりで示すか

[Check]
title | 出力での名前
kpi | `nurture kpis`にある名前。`same_event_log`とは併用できない
limit | シナリオ自身の平均の上限・下限。符号を付ければ基準との差の上限・下限
no_worse_by | 基準より悪化してよい幅（KPIの単位。割合は0.5 pointsのようにも書ける）
equivalent_within | 基準から上下に離れてよい幅
same_event_log | 毎回のシミュレーションで基準と同じイベントになるか（書き換えのときに使う）
per | 件数をどの期間あたりで示すか
scenario | 対象のシナリオ。自身の平均の上限・下限なら基準も指定できる
tags | 検査を選ぶための言葉

[Precision]
half_width | 区間の幅の半分（判断に使うKPIとその`per`の単位）
most | シミュレーション回数の上限
first | 最初に確かめる回数
look_ahead | 区間の狭さが続くことを確かめる回数

[Search]
over | 各設定の値: 一覧、名前付きの値、またはfromからtoまでの数
trials | 試す組み合わせの数
replications | それぞれのシミュレーション回数
finalists | もう一度シミュレーションする上位の数
final | それらのシミュレーション回数（別のリードと偶然で）

[Range]
low | 取りうる最小の値
high | 取りうる最大の値
why | 範囲の根拠

[Texts]
format | ファイルの書き方の版
texts | その言語の読者に、元の文の代わりに見せる文（ドット区切りのパス別）
"""
