import Catalogue
import Registers
import Store
import Values

/// Applying, in the play: several made-up applicants, most of whom do something wrong.
struct ApplyStage: RehearsalStage {
    let title = "申报"

    func isPart(of terms: CallTerms) -> Bool { true }

    func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        guard let time = rehearsal.offer.time, let kind = rehearsal.offer.kinds.first else {
            return
        }
        let play = ApplicationPlay(rehearsal: rehearsal, kind: kind)
        try play.makeCast(writer)
        rehearsal.now = Instant(milliseconds: time.opens.milliseconds - 60_000)
        try play.expectRefusal("good", "开始前一分钟提交", writer) { $0 }
        rehearsal.now = Instant(milliseconds: time.opens.milliseconds + 3_600_000)
        for name in ["good", "second", "third", "dishonest"] {
            try play.submit(name, writer)
        }
        if let ceiling = kind.ceiling {
            let over = Money(fen: ceiling.fen + 1)
            try play.expectRefusal("over-ceiling", "申请超过单项上限 1 分", writer) { answers in
                var answers = answers
                answers["requested"] = .text(over.text(in: .yuan, decimals: 2))
                answers["budget"] = .rows(play.budget(over))
                return answers
            }
        }
        if rehearsal.terms.asks.contains("members") || rehearsal.terms.offers.contains("members") {
            try play.expectRefusal("no-consent", "有一名成员没有同意", writer) { answers in
                var answers = answers
                answers["members"] = .rows([["name": "演练成员", "task": "试验", "months": "6"]])
                return answers
            }
        }
        try play.expectRefusal("marked", "内容里有国家秘密标志", writer) { answers in
            var answers = answers
            answers["content"] = .text("机密" + "★" + "10年")
            return answers
        }
        rehearsal.now = Instant(milliseconds: time.closes.milliseconds + 1)
        try play.expectRefusal("late", "截止后千分之一秒提交", writer) { $0 }
    }
}
