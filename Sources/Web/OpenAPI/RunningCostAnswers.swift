/// What the route of running costs answers, as a schema.
extension ApiAnswers {
    private static let yuan = ApiSchema.text("金额，元，两位小数")
    private static let yuanOrNull = ApiSchema.text("金额，元，两位小数", orNull: true)
    private static let number = ApiSchema.integer(from: 0)
    private static let numberOrNull = ApiSchema.integer(from: 0, orNull: true)

    static let runningCosts = ApiSchema.object([
        ("year", .integer()),
        (
            "limits",
            .list(
                .object([
                    ("kind", .text("经费的代码")), ("title", .text()), ("unit", .text("经费单位的代码")),
                    ("unit_title", .text()), ("limit", .text("金额，元；没有登记限额时是 null", orNull: true)),
                    ("record", .integer(from: 1, orNull: true)),
                    ("document", .text(orNull: true)), ("settled", yuan), ("reserved", yuan),
                    ("left", yuanOrNull), ("near", .truth()),
                ]))
        ),
        (
            "counts",
            .list(
                .object([
                    ("item", .text()), ("title", .text()), ("unit", .text()),
                    ("register", .text()), ("number", number), ("people", numberOrNull),
                    ("stated_number", numberOrNull.with("决算填列的数")),
                    ("stated_people", numberOrNull), ("agrees", .truth(orNull: true)),
                    ("notes", .list(.text())),
                ]))
        ),
        (
            "amounts",
            .list(
                .object([
                    ("title", .text()), ("classes", .list(.text("部门预算支出经济分类"))),
                    ("register", .text()), ("amount", yuan), ("stated", yuanOrNull),
                    ("difference", yuanOrNull), ("notes", .list(.text())),
                ]))
        ),
    ])
}
