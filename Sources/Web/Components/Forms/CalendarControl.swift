/// A day, a month or a year. The browser's own calendar where the value is one it can hold; a text
/// such as `2025年3月` that it would swallow is shown as text.
struct CalendarControl: FieldControl {
    enum Kind: String, Sendable { case date, month, year }

    let kind: Kind
    let value: String

    func html(_ place: FieldPlace) -> HTML {
        let common: HTML = "\(place.attributes(style: "form-control short"))\(place.requirement)"
        switch kind {
        case .year:
            return """
                <div class="input-group short"><input type="text" inputmode="numeric" maxlength="5" \
                \(place.attributes(style: "form-control figure-input"))\(place.requirement) \
                autocomplete="off" value="\(value)"><span class="input-group-text">年</span></div>
                """
        case .date, .month:
            let isNative = value.isEmpty || isStored
            return """
                <input type="\(isNative ? kind.rawValue : "text")" \(common) value="\(value)" \
                autocomplete="off" data-calendar="\(kind.rawValue)" \
                placeholder="\(kind == .date ? "2025年3月1日" : "2025年3月")">
                """
        }
    }

    /// `2025-03-01` or `2025-03`.
    private var isStored: Bool {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == (kind == .date ? [4, 2, 2] : [4, 2])
            && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}
