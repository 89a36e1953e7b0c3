import Catalogue
public import Registers
public import Store
import Values

extension SearchIndex {
    /// Finds records of all registers that the viewer may read.
    ///
    /// First the record that is called exactly so or has this number, then those whose label begins
    /// with the words, has them, sounds like them, then those that have them elsewhere; shorter
    /// labels first, newer records first. Of very many hits the newest are ranked.
    /// - Throws: `SearchRefusal`, `RecordRefusal.noRegister`, `RecordRefusal.roleMayNot`.
    public func search(_ reader: Reader, _ query: SearchQuery, by viewer: Viewer) throws
        -> SearchResults
    {
        let words = try SearchWords(query.text)
        let lag = try lag(reader)
        let all = registers(of: viewer)
        var scope = Scope(
            registers: all.map(\.name), isAll: all.count == registry.catalogue.registers.count,
            isPublic: !viewer.seesInternal,
            includesWithdrawn: query.includesWithdrawn && viewer.seesInternal,
            ids: viewer.isLimited ? Self.ids(all, viewer) : nil)
        let everywhere = scope
        if let name = query.register {
            let register = try registry.register(name)
            try registry.permit(viewer, .read, on: register)
            scope.registers = all.contains { $0.name == register.name } ? [register.name] : []
            scope.isAll = false
        }
        let expression = MatchExpression.all(
            words.words.map { MatchExpression.word($0, readings) })
        let found = try candidates(reader, expression, scope, words)
        let isMore = found.any.count > SearchResults.most
        let counted = query.register == nil ? found.any : nil
        let facets = try facets(reader, expression, everywhere, counted, all)
        var (count, more) = (found.any.count, isMore)
        if isMore {
            let own = facets.filter { scope.registers.contains($0.register.name) }
            count = own.reduce(0) { $0 + $1.count }
            more = own.contains(where: \.isMore)
        }
        let ranked = rank(found, words, scope)
        let page = Array(ranked.dropFirst(query.offset).prefix(query.limit))
        return SearchResults(
            query: query, hits: try hits(reader, page, words, scope, lag), count: count,
            isMore: more, facets: facets, reachable: ranked.count, lag: lag,
            suggestions: ranked.isEmpty ? try suggestions(reader, words, everywhere) : [])
    }

    private func registers(of viewer: Viewer) -> [Register] {
        registry.catalogue.registers.filter { register in
            guard viewer.role.may(.read, on: register) else { return false }
            if viewer.isLimited { return RecordScope(viewer, register) != .none }
            guard !viewer.seesInternal, let plan = plans.plans[register.name] else { return true }
            return plan.hasOpenness
                && ([plan.label].compactMap { $0 } + plan.columns)
                    .contains(where: \.isOpen)
        }
    }

    /// The ids of all records in these registers that there are for the viewer.
    private static func ids(_ registers: [Register], _ viewer: Viewer) -> SQL? {
        let parts = registers.map { register -> SQL in
            let scope =
                RecordScope(viewer, register).condition().map { " WHERE \($0)" as SQL } ?? ""
            return "SELECT id FROM \(table: register.table)\(scope)"
        }
        return parts.isEmpty ? "SELECT 0 WHERE 1 = 0" : parts.joined(" UNION ALL ")
    }

    /// Candidates: those of that very name, those with the words in their label where there are too
    /// many others, and the newest of all.
    struct Found {
        var exact: [Candidate]
        var label: [Candidate]
        var any: [Candidate]
    }

    private func candidates(
        _ reader: Reader, _ expression: MatchExpression, _ scope: Scope, _ words: SearchWords
    ) throws -> Found {
        let limit = SearchResults.most + 1
        let exact = try words.key.map {
            try find(reader, .phrase([$0]), scope, .label, limit: 50)
        }
        let any = try find(reader, expression, scope, .anywhere, limit: limit)
        // Old records of the very name may stand behind the newest of the others.
        let label =
            any.count < limit
            ? [] : try find(reader, expression, scope, .label, limit: SearchResults.most)
        return Found(exact: exact ?? [], label: label, any: any)
    }

    private func facets(
        _ reader: Reader, _ expression: MatchExpression, _ scope: Scope, _ counted: [Candidate]?,
        _ registers: [Register]
    ) throws -> [SearchFacet] {
        let limit = SearchResults.most + 1
        let found = try counted ?? find(reader, expression, scope, .anywhere, limit: limit)
        var counts: [String: Int] = [:]
        if found.count < limit {
            for one in found { counts[one.register, default: 0] += 1 }
        } else {
            for register in registers {
                var own = scope
                own.registers = [register.name]
                own.isAll = false
                counts[register.name] = try count(reader, expression, own, limit: limit)
            }
        }
        return registers.compactMap { register in
            guard let count = counts[register.name], count > 0 else { return nil }
            return SearchFacet(
                register: register, count: min(count, SearchResults.most),
                isMore: count > SearchResults.most)
        }.sorted { ($0.count, $1.register.name) > ($1.count, $0.register.name) }
    }

    private func rank(_ found: Found, _ words: SearchWords, _ scope: Scope) -> [Candidate] {
        var seen: Set<Int64> = []
        let exact = Set(found.exact.map(\.id))
        let borrowing = Set(
            registry.catalogue.registers.filter { $0.field($0.label)?.type.target != nil }
                .map(\.name))
        let isHeard = words.words.contains { $0.allSatisfy { !$0.isHan } }
        let ranked = (found.exact + found.label + found.any.prefix(SearchResults.most))
            .filter { seen.insert($0.id).inserted }
            .map { candidate -> (Rank, Candidate) in
                let isShown =
                    !scope.isPublic || (plans.plans[candidate.register]?.label?.isOpen ?? false)
                let units = isShown ? TextUnit.units(of: candidate.label) : []
                let rank = Rank(
                    candidate, units, words, readings: isHeard ? readings : nil,
                    isExact: exact.contains(candidate.id),
                    isBorrowed: borrowing.contains(candidate.register))
                return (rank, candidate)
            }
        return ranked.sorted { $0.0 < $1.0 }.prefix(SearchResults.most).map(\.1)
    }

    private func hits(
        _ reader: Reader, _ page: [Candidate], _ words: SearchWords, _ scope: Scope,
        _ lag: SearchLag
    ) throws -> [SearchHit] {
        var texts: [Int64: RecordTexts] = [:]
        for (name, group) in Dictionary(grouping: page, by: \.register) {
            for text in try plans.plans[name]?.texts(registry, reader, ids: group.map(\.id)) ?? [] {
                texts[text.id] = text
            }
        }
        return page.compactMap { candidate in
            guard let text = texts[candidate.id], let plan = plans.plans[candidate.register] else {
                return nil
            }
            // Records are shown as they are now, whatever the index remembers of them.
            let fields = scope.isPublic ? text.openFields : text.fields
            if fields.isEmpty { return nil }
            if text.state == Lifecycle.withdrawn, !scope.includesWithdrawn { return nil }
            if !lag.isNone, !has(fields, words) { return nil }
            return hit(text, fields, plan, words)
        }
    }

    private func hit(
        _ text: RecordTexts, _ fields: [FieldText], _ plan: IndexPlan, _ words: SearchWords
    ) -> SearchHit {
        let label = fields.first { $0.isLabel }?.text ?? ""
        let name = label.isEmpty ? "#\(text.id)" : label
        let title =
            MarkedText(name, words.words, readings, length: 80)
            ?? MarkedText(plain: name.count > 80 ? name.prefix(80) + "…" : name)
        var places: [(title: String, text: MarkedText)] = []
        for field in fields where !field.isLabel && places.count < 3 {
            guard let marked = MarkedText(field.text, words.words, nil) else { continue }
            places.append((field.title, marked))
        }
        return SearchHit(
            id: text.id, register: plan.register, state: text.state, title: title, places: places)
    }

    /// Whether the words stand in the fields now, each in one of them.
    private func has(_ fields: [FieldText], _ words: SearchWords) -> Bool {
        let units = fields.map { TextUnit.units(of: $0.text) }
        return words.words.allSatisfy { word in
            zip(fields, units).contains { field, units in
                let sounds = field.isLabel ? readings.syllables(units).map(\.letters) : nil
                return MatchText.matches([word], in: units, sounds: sounds).words == 1
            }
        }
    }

    /// Where nothing has all the words: those words that something has; of a single word the
    /// longest beginning that something has.
    private func suggestions(_ reader: Reader, _ words: SearchWords, _ scope: Scope) throws
        -> [String]
    {
        func finds(_ units: [TextUnit]) throws -> Bool {
            let expression = MatchExpression.word(units, readings)
            return try count(reader, expression, scope, limit: 1) > 0
        }
        if words.words.count > 1 {
            return try words.words.filter(finds).map { $0.map(\.text).joined() }
        }
        guard let word = words.words.first else { return [] }
        if let last = word.last, word.count == 1, !last.isHan {
            for length in stride(from: min(last.text.count - 1, 12), through: 3, by: -1) {
                let shorter = String(last.text.prefix(length))
                if try finds(TextUnit.units(of: shorter)) { return [shorter] }
            }
            return []
        }
        for length in stride(from: min(word.count - 1, 8), through: 2, by: -1) {
            if try finds(Array(word.prefix(length))) {
                return [word.prefix(length).map(\.text).joined()]
            }
        }
        return []
    }
}

/// How well a record answers: the smaller the better.
struct Rank: Comparable {
    let tier: Int
    /// Whether the label is another record's name: an enterprise goes before its certificates.
    let isBorrowed: Bool
    let length: Int
    let id: Int64

    init(
        _ candidate: Candidate, _ units: [TextUnit], _ words: SearchWords, readings: Readings?,
        isExact: Bool, isBorrowed: Bool
    ) {
        id = candidate.id
        self.isBorrowed = isBorrowed
        if isExact {
            (tier, length) = (0, units.count)
            return
        }
        let written = MatchText.matches(words.words, in: units, sounds: nil)
        if written.words == words.words.count {
            let begins = words.words.first.map { MatchText.stands($0, at: 0, in: units) } ?? false
            (tier, length) = (begins ? 1 : 2, units.count)
            return
        }
        if let readings {
            let sounds = readings.syllables(units).map(\.letters)
            let heard = MatchText.matches(words.words, in: units, sounds: sounds)
            if heard.words == words.words.count {
                (tier, length) = (3, units.count)
                return
            }
        }
        (tier, length) = (written.words > 0 ? 4 : 5, 0)
    }

    static func < (left: Rank, right: Rank) -> Bool {
        (left.tier, left.isBorrowed ? 1 : 0, left.length, right.id)
            < (right.tier, right.isBorrowed ? 1 : 0, right.length, left.id)
    }
}
