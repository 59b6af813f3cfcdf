import PisteCore
import Testing

@Suite struct CommandTextTests {
  @Test func wordsThatAShellWouldTakeApartAreQuoted() {
    #expect(
      CommandText.line(["piste", "a b.yaml", "--set", "x=1"]) == "piste 'a b.yaml' --set x=1")
    #expect(CommandText.line(["it's", ""]) == #"'it'\''s' ''"#)
  }
}
