import Documents

/// Checks that each heading of a file can mean one field of a register only.
///
/// An import reads a title before any other spelling, and a spelling of the register's own fields
/// before one of the common fields; any other clash would be settled by chance.
struct HeadingCheck {
    let register: Register
    let problems: ProblemList

    func run() {
        var titles: [String: Field] = [:]
        for field in register.fields {
            for heading in Set([Heading.narrowed(field.title), Heading(field.title).plain]) {
                if let other = titles[heading] { report(heading, field, other) }
                titles[heading] = field
            }
        }
        var spellings: [String: Field] = [:]
        for field in register.fields {
            for heading in Set(field.also.map { Heading($0).plain }) {
                if let other = titles[heading], other != field, other.isCommon || !field.isCommon {
                    report(heading, field, other)
                }
                if let other = spellings[heading], other.isCommon == field.isCommon {
                    report(heading, field, other)
                }
                spellings[heading] = field
            }
        }
    }

    private func report(_ heading: String, _ field: Field, _ other: Field) {
        problems.add(
            field.place, "列名“\(heading)”既是字段 \(other.name) 的，又是字段 \(field.name) 的",
            advice: "导入时分不清：改一处的 title，或从一处的 also 里删去")
    }
}
