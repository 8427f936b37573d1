"""The words of warnings in Japanese: what a journey says that its author hardly means."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- what leads to what ---
    "warn.stage_unreachable": (
        "このステージに入れるリードはいません{reason}。条件、またはここへつながるものを変えてください"
    ),
    "warn.content_unlinked": (
        "このコンテンツへつながるものがありません: メールからリンクするか、「organic」の重みを与えてください"
    ),
    "warn.content_mails": (
        "このコンテンツへつながるものがありません: 「organic」の重みがなく、{mails}は誰にも届きません"
    ),
    "warn.content_form": "form: 0では誰も通れません。値を上げるか、コンテンツを外してください",
    "warn.dead_end": (
        "このステージのリードには何も届きません: 対象とするメールもウェビナーも、organicなコンテンツもありません。"
        "1つ加えるか、リードを先へ進めてください"
    ),
    "warn.no_way_on": (
        "このステージからは、どの引き渡しルールにも次のステージにも届きません。いずれかのルールで引き取ってください"
    ),
    "warn.loop": (
        "このメールは自分自身を引き起こすため、誰にも引き取られないリードへ際限なく配信されます: {path}。"
        "「when」か「max_sends」で止めてください"
    ),
    # --- mails and webinars ---
    "warn.no_moment": (
        "誰にも届きません: ジャーニーの期間（{start}～{end}）に配信が1回もありません。日付を変えてください"
    ),
    "warn.late": "誰にも届きません: 遅延がジャーニーの長さ（{days}日）を超えています。短くしてください",
    "warn.no_cause": (
        "誰にも届きません: ここには「{name}」につながるものがありません。つながるものを加えるか、これを外してください"
    ),
    "warn.no_cause_of": (
        "誰にも届きません: 「{of}」は「{name}」につながりません。別のものを指定するか、「of」を外してください"
    ),
    "warn.no_turn": (
        "誰にも届きません: メールを送れるリードがここで「{name}」になることはありません。外してください"
    ),
    "warn.after_opt_out": "誰にも届きません: 配信停止したリードにはもうメールを送りません。外してください",
    "warn.not_in_force": (
        "誰にも届きません: 「from」と「until」の間にジャーニーの日が1日も残りません。変えてください"
    ),
    "warn.no_stage": (
        "誰にも届きません: {stages}にいられるリードはいません。到達できるステージを指定してください"
    ),
    "warn.when_never": (
        "誰にも届きません: 対象のリードで「when」を満たせるものはいません。どちらかを変えてください"
    ),
    "warn.no_webinar": "ジャーニーの期間（{start}～{end}）に開催日がありません。日付を変えてください",
    "warn.no_invite": (
        "誰も招待されないため、誰も参加できません: 「invite」を書いてください（例: invite: [{{before: 14d}}]）"
    ),
    "warn.wave_late": "この招待はウェビナーの開始と同時か、その後に配信されます。早めてください",
    "warn.wave_early": "どの開催日についても、ジャーニーの開始日{start}より前になります。遅らせてください",
    # --- rules ---
    "lint.never_parts": "各部分が互いに矛盾しています",
    "warn.never": "これを満たせるリードはいません{reason}。変えるか、外してください",
    "warn.never_part": (
        "「{part}」はここでは決して成り立たないため、意味がありません。変えるか、外してください"
    ),
    "warn.always": "すべてのリードが常にこれを満たします。変えるか、外してください",
    "warn.always_gate": "すべてのリードがこの判定を通ります。変えるか、外してください",
    "warn.never_gate": "この判定を通るリードがなく、全員が除外されます。変えてください",
    "warn.never_sql": (
        "ニーズのないリードはその前に差し戻されるため、これが分かる架電はありません。変えてください"
    ),
    "warn.always_sql": "すべての架電でこれが分かります。変えてください",
    "warn.implied_part": (
        "残りが成り立てば「{part}」は必ず成り立つため、意味がありません。変えるか、外してください"
    ),
    "warn.new_name": "ジャーニーにまだない「{name}」を加えることになります{hint}",
    "warn.shadowed": (
        "引き渡しは1件も起こりません: これを満たすリードは、その前の{rules}も満たします。先に置くか、変えてください"
    ),
    "warn.same": "その前の「{rule}」と同じ意味で、引き渡しは1件も起こりません。どちらかを外してください",
    "warn.stage_at_once": (
        "条件を満たして「{stage}」に入ったリードは、すぐこのステージにも入ります。ここの条件を厳しくしてください"
    ),
    "warn.same_stage": "「{stage}」の条件と同じ意味のため、両方が同時に始まります。どちらかを変えてください",
    "warn.at_registration": (
        "何も配信されないうちに、登録した時点でこれを満たすリードがいます（獲得経路: {sources}）。例: {person}、"
        "{score}点。条件を厳しくするか、配点を下げてください"
    ),
    "warn.one_suffices": (
        "fit >= {fit}のリードは、{times}「{behaviour}」だけで両方の部分を満たします: {line}点のうち{points}点が"
        "加わります。意図と違えばラインを上げてください"
    ),
    "warn.one_nearly": (
        "fit >= {fit}のリードは、{times}「{behaviour}」だけで両方の部分を満たします: {line}点のうち{points}点が"
        "加わります。「{other}」がもう1回あれば、fit {lower}から満たします。意図と違えばラインを上げてください"
    ),
    "warn.reason": "（行動「{name}」につながるものがありません）",
    "warn.one_of_those": "ルールのいずれか",
    "warn.brings": "{name}あり",
    "warn.source": "獲得経路{name}",
    "warn.times": "{count}回の",
    "warn.once": "1回の",
    # --- machines ---
    "warn.opens": (
        "機械による開封だけでこれを満たせます: 最も適合するリード（fit {fit}）なら{count}回。"
        "人にしかできない行動を条件にしてください"
    ),
    "warn.opens_part": (
        "機械による開封だけで「{part}」を満たせます: 最も適合するリード（fit {fit}）なら{count}回。"
        "それ以上を求めているのはルールの残りの部分だけです"
    ),
    "warn.scans": (
        "リンクをたどるスキャナーだけでこれを満たせます: fit {fit}のリードなら、遅くとも{count}通目のメールまでに"
        "（{mails}）。人にしかできない行動を条件にしてください"
    ),
    # --- experiments ---
    "warn.in_scenario": "{path}: {text}",
}
