public import Catalogue

/// Hides personal values from those who need not see them, the way official notices do.
public enum Masking {
    /// Phone 138****1234, identity number first two and last three, mail first letter and domain,
    /// anything else its first character.
    public static func text(_ text: String, _ field: Field) -> String {
        if text.isEmpty { return "" }
        guard case .text(let format, _, _) = field.type else { return "***" }
        switch format {
        case .phone:
            return text.count >= 11
                ? "\(text.prefix(3))****\(text.suffix(4))" : "****\(text.suffix(2))"
        case .idNumber, .uscc:
            let hidden = max(text.count - 5, 0)
            return text.prefix(2) + String(repeating: "*", count: hidden) + text.suffix(3)
        case .email:
            let domain = text.drop { $0 != "@" }
            return "\(text.prefix(1))***\(domain)"
        case nil:
            return text.prefix(1) + String(repeating: "*", count: min(max(text.count - 1, 1), 6))
        }
    }
}
