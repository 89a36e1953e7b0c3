import Foundation

/// Numbers of a worksheet: binary fractions in decimal, days counted from an epoch.
enum ExcelNumber {
    /// The number as Excel shows it: 15 significant digits, no exponent.
    static func plain(_ raw: String) -> String {
        let digits = raw.utf8.reduce(0) { (48...57).contains($1) ? $0 + 1 : $0 }
        let hasExponent = raw.utf8.contains { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }
        if digits <= 15, !hasExponent { return raw }
        guard let value = Double(raw), value.isFinite else { return raw }
        if digits > 15, !hasExponent, !raw.contains("."), raw.utf8.count <= 19 {
            // A whole number of more digits than a Double keeps was damaged before it came here;
            // what is written is shown.
            return raw
        }
        let short = String(format: "%.15g", value)
        guard let decimal = Decimal(string: short, locale: Locale(identifier: "en_US_POSIX")) else {
            return short
        }
        return NSDecimalNumber(decimal: decimal).stringValue
    }

    /// The day, and the time to the minute where there is one; nil outside Excel's calendar.
    static func date(_ raw: String, from1904: Bool) -> String? {
        guard let value = Double(raw), value >= 0, value < 2_958_466 else { return nil }
        var days = Int(value.rounded(.down))
        var minutes = Int(((value - Double(days)) * 1_440).rounded())
        if minutes == 1_440 { (days, minutes) = (days + 1, 0) }
        // 1900 is a leap year there: days before March 1900 are one off, and day 60 never was.
        let epoch: Int64 = from1904 ? -24_107 : days < 60 ? -25_568 : -25_569
        let civil = CivilTime(seconds: (Int64(days) + epoch) * 86_400)
        let day = padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2)
        guard minutes > 0 else { return day }
        return day + "T" + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
