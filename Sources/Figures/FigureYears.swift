import Catalogue
public import Store
import Values

extension Figures {
    /// The years that the records speak of, oldest first: those of date and year fields that
    /// figures ask `in-year`.
    public func years(_ reader: Reader) throws -> [Int] {
        var fields: Set<[String]> = []
        for figure in catalogue.figures where figure.reference != nil {
            guard case .query(let query) = figure.measure else { continue }
            for condition in query.conditions {
                if case .inYear = condition.test, condition.path.count == 1 {
                    fields.insert([query.register, condition.path[0]])
                }
            }
        }
        var years: Set<Int> = []
        for pair in fields {
            guard let register = catalogue.register(pair[0]), let field = register.field(pair[1])
            else { continue }
            let row = try reader.first(
                "SELECT min(\(column: field.name)), max(\(column: field.name)) FROM \(table: register.table)"
            )
            let ends = (row ?? []).compactMap { cell -> Int? in
                switch cell {
                case .integer(let year): Int(year)
                case .text(let day): Int(day.prefix(4))
                case .null: nil
                }
            }
            if let first = ends.first, let last = ends.last, last - first < 60 {
                years.formUnion(first...last)
            }
        }
        return years.sorted()
    }
}
