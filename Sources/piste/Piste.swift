private import PisteApp

/// The program: everything it does is in `PisteApp`.
@main
struct Piste {
  static func main() async {
    await CommandLineTool.run(CommandLine.arguments)
  }
}
