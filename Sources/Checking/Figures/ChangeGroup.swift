/// The changes that belong together: by how much, and by how many percent.
struct ChangeGroup {
    var delta: Int?
    var rate: Int?

    static func groups(of level: Int, _ reading: Reading) -> [ChangeGroup] {
        var groups: [ChangeGroup] = []
        for index in reading.figures[level].changes {
            let figure = reading.figures[index]
            let isRate = figure.unit.isRate
            if figure.unit == .points { continue }
            if isRate, var last = groups.last, last.rate == nil,
                last.delta.map({ goTogether(reading, $0, index) }) ?? false
            {
                last.rate = index
                groups[groups.count - 1] = last
            } else if !isRate, var last = groups.last, last.delta == nil,
                last.rate.map({ goTogether(reading, $0, index) }) ?? false
            {
                last.delta = index
                groups[groups.count - 1] = last
            } else {
                groups.append(isRate ? ChangeGroup(rate: index) : ChangeGroup(delta: index))
            }
        }
        return groups
    }

    private static func goTogether(_ reading: Reading, _ one: Int, _ other: Int) -> Bool {
        guard let first = reading.figures[one].change, let second = reading.figures[other].change
        else { return false }
        return first.basis == second.basis || first.basis == .unsaid || second.basis == .unsaid
    }
}
