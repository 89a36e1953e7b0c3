import Registers
import Store

/// What the run log may say of an error: its kind, and words in which nothing of a record stands.
public enum ErrorWords {
    /// The type and case of an error, without what it carries.
    static func kind(_ error: any Error) -> String {
        let type = String(reflecting: Swift.type(of: error))
        let mirror = Mirror(reflecting: error)
        guard mirror.displayStyle == .enum else { return type }
        return type + "." + (mirror.children.first?.label ?? "\(error)".prefix(40).description)
    }

    /// The words of an error of the database with whatever it quotes left out: databases quote
    /// values (`invalid input syntax for type bigint: "…"`).
    public static func plain(_ error: any Error) -> String {
        guard let error = error as? StoreError else { return kind(error) }
        var out = ""
        var closing: Character?
        for character in error.description {
            if let end = closing {
                if character == end { closing = nil }
                continue
            }
            switch character {
            case "\"": closing = "\""
            case "“": closing = "”"
            case "'": closing = "'"
            case "(": closing = ")"
            default:
                out.append(character)
                continue
            }
            out += "…"
        }
        return out
    }
}
