import Registers
import TestSupport
import Values

/// One answer as a person types it, and what it must be read as.
struct Given: Sendable, CustomStringConvertible {
    enum Reading: Sendable {
        case cell(Scalar)
        case rows([[String: Scalar]])
        /// Not to be read; the field, or each of its cells, that is named.
        case unreadable([String])
    }

    let answer: Answer
    let reading: Reading

    init(_ text: String, _ cell: Scalar) {
        answer = .text(text)
        reading = .cell(cell)
    }

    init(_ text: String, unreadable field: String) {
        answer = .text(text)
        reading = .unreadable([field])
    }

    init(_ rows: [[String: String]], _ reading: Reading) {
        answer = .rows(rows)
        self.reading = reading
    }

    var description: String {
        if case .rows(let rows) = answer { "\(rows)" } else { "“\(text)”" }
    }

    /// As the cell of a file.
    var text: String {
        if case .text(let text) = answer { text } else { "" }
    }
}

/// Makes answers: mostly good ones, some that cannot be read, some that break a rule.
struct AnswerMaker {
    var random: SeededGenerator
    let today: CalendarDate

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &random) }

    /// A few of the values, in their order.
    mutating func some(_ values: [String], _ percent: Int) -> [String] {
        values.filter { _ in chance(percent) }
    }

    mutating func answer(_ register: String, _ field: String, _ partition: Partition) -> Given {
        if chance(6), field != "number", field != "serial" {
            return field == "steps" ? Given([], .rows([])) : Given("", .null)
        }
        switch field {
        case "number", "code", "serial", "identity": return key(register, field, partition)
        case "firm": return reference("firm", field, partition)
        case "contract": return reference("contract", field, partition)
        case "day", "until", "made", "paid_on": return date(field)
        case "total", "cost", "shifted", "capital", "amount": return money(field)
        case "steps": return steps()
        default: return plain(field, partition)
        }
    }

    private mutating func key(_ register: String, _ field: String, _ partition: Partition) -> Given
    {
        if field == "number", chance(2) { return Given("一二三四五六七八九十一二三", unreadable: field) }
        // As many again as there are, so that some are taken and most are not.
        let most = 20 + 2 * (partition.order[register]?.count ?? 0)
        let text = "\(partition.prefix)\(number(1...most))"
        return Given(text, .text(text))
    }

    private mutating func reference(_ register: String, _ field: String, _ partition: Partition)
        -> Given
    {
        let own = partition.order[register] ?? []
        switch number(0...9) {
        case 0: return Given("没有这个", unreadable: field)
        case 1...3:
            let all = register == "firm" ? partition.firmsOfAll + own : own
            guard let id = pick(all) else { return Given("#9999999", unreadable: field) }
            return Given("#\(id)", .integer(id))
        default:
            let (match, label) = ModelRules.names[register] ?? ("", "")
            guard let id = pick(own), let record = partition.records[register]?[id] else {
                return Given("", .null)
            }
            let name = chance(50) ? record[match] : record[label]
            guard let text = name.text else { return Given("", .null) }
            guard let meant = partition.referenced(text, register) else {
                return Given(text, unreadable: field)
            }
            return Given(" \(text) ", .integer(meant))
        }
    }

    mutating func day() -> CalendarDate {
        let number = today.dayNumber + (chance(4) ? number(1...9) : -self.number(0...800))
        return CalendarDate(dayNumber: number)
    }

    private mutating func date(_ field: String) -> Given {
        if chance(2) { return Given("2025-02-30", unreadable: field) }
        let day = day()
        let text = chance(30) ? "\(day.year)/\(day.month)/\(day.day)" : day.iso
        return Given(text, .text(day.iso))
    }

    private mutating func money(_ field: String) -> Given {
        let fen = number(0...400_000) - (field == "shifted" || chance(2) ? 100_000 : 0)
        switch number(0...9) {
        case 0 where chance(30): return Given("若干", unreadable: field)
        case 1...2: return Given("\(fen)万元", .integer(Int64(fen) * 1_000_000))
        default:
            let sign = fen < 0 ? "-" : ""
            let rest = abs(fen) % 100
            return Given(
                "\(sign)\(abs(fen) / 100).\(rest < 10 ? "0" : "")\(rest)", .integer(Int64(fen)))
        }
    }

    private mutating func steps() -> Given {
        var texts: [[String: String]] = []
        var cells: [[String: Scalar]] = []
        var unreadable: [String] = []
        for _ in 0..<number(0...3) {
            let parts = [
                ("on", chance(4) ? Given("", .null) : date("on")), ("spent", money("spent")),
                ("who", plain("who", Partition(prefix: ""))),
            ]
            texts.append(Dictionary(uniqueKeysWithValues: parts.map { ($0.0, $0.1.text) }))
            var row: [String: Scalar] = [:]
            for (name, part) in parts {
                if case .cell(let cell) = part.reading, !cell.isNull { row[name] = cell }
                if case .unreadable = part.reading { unreadable.append(name) }
            }
            cells.append(row)
        }
        return Given(texts, unreadable.isEmpty ? .rows(cells) : .unreadable(unreadable))
    }

    private mutating func plain(_ field: String, _ partition: Partition) -> Given {
        switch field {
        case "name" where partition.prefix.isEmpty == false:
            let text = "\(partition.prefix)名\(number(1...40))"
            return Given(text, .text(text))
        case "nature":
            return chance(50) ? Given("企业", .text("company")) : Given("school", .text("school"))
        case "kind":
            let known = [("年度", "yearly"), ("突访", "sudden"), ("sudden", "sudden")]
            guard !chance(3), let kind = pick(known) else { return Given("长期", unreadable: field) }
            return Given(kind.0, .text(kind.1))
        case "county":
            return chance(50) ? Given("430602", .text("430602")) : Given("岳阳县", .text("430621"))
        case "slot":
            // Firms are shared, so that the pair of both is of one writer.
            let first = 10 * Int(partition.prefix.utf8.first ?? 0)
            return whole(field, first + 1...first + 4)
        case "people": return whole(field, 0...103)
        case "year": return whole(field, 2022...2025)
        case "rate":
            let hundredths = number(0...10_000)
            let digits = hundredths % 100
            return Given(
                "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)%",
                .integer(Int64(hundredths)))
        case "urgent": return chance(50) ? Given("是", .integer(1)) : Given("否", .integer(0))
        case "phone":
            if chance(2) { return Given("12", unreadable: field) }
            let most = 20 + 3 * (partition.order["contract"]?.count ?? 0)
            let digits = "139\(partition.prefix.utf8.first ?? 0)\(10_000 + number(1...most))"
            return Given("\(digits.prefix(3))-\(digits.dropFirst(3))", .text(digits))
        case "note":
            let text = "第\(number(1...99))次，“走访”\n\\ 🧭 's \(number(1...9))"
            return Given(text, .text(text))
        default:
            let text = "\(field)\(number(1...30))"
            return Given(text, .text(text))
        }
    }

    private mutating func whole(_ field: String, _ range: ClosedRange<Int>) -> Given {
        if chance(2) { return Given("若干", unreadable: field) }
        let value = number(range)
        return Given("\(value)", .integer(Int64(value)))
    }
}
