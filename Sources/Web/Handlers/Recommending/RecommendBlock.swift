import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// On the first page of a recommender: what is to be sent, and by when.
    func recommendBlock(_ reader: Reader) throws -> HTML {
        guard viewer.isLimited, catalogue.register(Applications.recommendations) != nil,
            try applications.recommender(reader, viewer) != nil
        else { return "" }
        let now = moment
        let calls = try applications.recommendationCalls(reader, by: viewer).filter { one in
            one.waiting > 0 && one.due.map { now <= $0 } ?? true
        }
        guard !calls.isEmpty else { return "" }
        let items = calls.map { one -> HTML in
            """
            <li><a href="\(Link.of(.recommendationDesk, one.call.id))">\(one.call["title"].text ?? "")</a> \
            <small>待推荐 \(one.waiting) 项，名额 \(one.quota.map { "\($0) 项" } ?? "不限")</small> \(deadline(one.due, now))</li>
            """
        }
        return """
            <section class="group"><h2>要推荐的申报<small>\(calls.count) 份通知</small></h2><ul class="plain">\(items)</ul></section>
            """
    }
}
