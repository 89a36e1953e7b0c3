import ArgumentParser
import Foundation
import Registers
import Store
import Values

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "在一个文件夹里建一座空的城市。")

    @Argument(help: ArgumentHelp("文件夹，不存在就建。", valueName: "DIR"))
    var folder: String

    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let database = try DataFolder(folder).create(try catalogue.load())
        try database.close()
        print("已建好 \(folder)。下一步：dongting import section examples/yueyang-2025/section.csv --data \(folder)")
    }
}

