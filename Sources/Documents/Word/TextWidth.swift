/// The width of text in Chinese type, where Latin letters and digits are half as wide as 汉字.
enum TextWidth {
    /// The width of `text` in ems; of its widest line when it has several.
    static func ems(_ text: String) -> Double {
        var widest = 0.0
        var width = 0.0
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                widest = max(widest, width)
                width = 0
            } else {
                width += scalar.value < 0x250 ? 0.5 : 1
            }
        }
        return max(widest, width)
    }
}
