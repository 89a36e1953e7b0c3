/// What may stand in the lines of a mail.
enum MailText {
    /// Whether a text would end its line or hide something: controls and separators of lines.
    static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
