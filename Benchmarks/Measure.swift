import Foundation

/// Processor time of this process, all its threads, in seconds.
func processorTime() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

private let beginning = ContinuousClock.now

/// Seconds by the wall, since some moment.
func wallTime() -> Double { (ContinuousClock.now - beginning) / .seconds(1) }

/// The median processor and wall time of several runs, after one that is not counted.
func median(of runs: Int, _ body: () async throws -> Void) async rethrows -> (
    cpu: Double, wall: Double
) {
    try await body()
    var cpu: [Double] = []
    var wall: [Double] = []
    for _ in 0..<runs {
        let (c, w) = (processorTime(), wallTime())
        try await body()
        cpu.append(processorTime() - c)
        wall.append(wallTime() - w)
    }
    return (cpu.sorted()[runs / 2], wall.sorted()[runs / 2])
}

/// One line of the table: what, how much, beside what, and the ratio of the two.
struct Line {
    let what: String
    let value: Double
    let unit: String
    var beside: String?
    var floor: Double?
    var goal: String

    func print() {
        let format: (Double) -> String = {
            $0 >= 100 ? String(format: "%.0f", $0) : String(format: "%.3f", $0)
        }
        var text = "\(what)\t\(format(value)) \(unit)"
        if let beside, let floor, floor > 0 {
            text +=
                "\t\(beside) \(format(floor)) \(unit)\t比 \(String(format: "%.2f", value / floor))"
        } else {
            text += "\t\t"
        }
        FileHandle.standardOutput.write(Data((text + "\t目标 \(goal)\n").utf8))
    }
}
