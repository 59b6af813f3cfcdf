import PisteCore
import PisteData
import Testing

@Suite struct CSVTableTests {
  private func decode(
    _ text: String, header: Bool? = nil, target: String? = nil
  ) throws -> RawTable {
    try CSVTable.decode(
      Array(text.utf8), .init(file: "a.csv", hasHeader: header, target: target)
    ).table
  }

  private func numbers(_ table: RawTable) -> [Double] {
    if case .numbers(let values) = table.values { values } else { [] }
  }

  private func targets(_ table: RawTable) -> [Double] {
    if case .numbers(let values) = table.target { values } else { [] }
  }

  private func classes(_ table: RawTable) -> ([Int32], [String]) {
    if case .classes(let labels, let names) = table.target { (labels, names) } else { ([], []) }
  }

  @Test func theLastColumnIsTheTargetUnlessAnotherIsNamed() throws {
    let text = "a,b,c\n1,2,3\n4,5,6\n"
    #expect(numbers(try decode(text)) == [1, 2, 4, 5])
    #expect(targets(try decode(text)) == [3, 6])
    #expect(targets(try decode(text, target: "b")) == [2, 5])
    #expect(numbers(try decode(text, target: "b")) == [1, 3, 4, 6])
    #expect(targets(try decode(text, target: "1")) == [1, 4])
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "\u{FEFF}a,b\n1,2\n\n3,4\n\n", "a;b\n1;2\n3;4\n",
    "a\tb\n1\t2\n3\t4\n", "\"a\",\"b\"\n\"1\",\"2\"\n3, 4 \n", "a,b\r1,2\r3,4\r",
    "\n\na,b\n 1 ,\"2\" \n3,4",
  ])
  func oneTableHasManySpellings(text: String) throws {
    let table = try decode(text)
    #expect(table.rows == 2)
    #expect(numbers(table) == [1, 3])
    #expect(targets(table) == [2, 4])
  }

  @Test func aHeaderIsFoundByItsTexts() throws {
    #expect(try decode("1,2\n3,4\n").rows == 2)
    #expect(try decode("x,y\n3,4\n").rows == 1)
    #expect(try decode("red,yes\nblue,no\nred,no\n").rows == 3)
    #expect(try decode("color,answer\nred,yes\nblue,no\nred,no\n").rows == 3)
    #expect(try decode("red,yes\nblue,no\n", target: "yes").rows == 1)
    #expect(try decode("2001,2002\n3,4\n", header: true).rows == 1)
    #expect(try decode("red,1\nblue,2\n", header: false).rows == 2)
  }

  @Test func textsInTheTargetAreClassesInOrderOfName() throws {
    let (labels, names) = classes(try decode("x,y\n1,setosa\n2,\"a \"\"b\"\", c\"\n3,setosa\n"))
    #expect(names == ["a \"b\", c", "setosa"])
    #expect(labels == [1, 0, 1])
    #expect(classes(try decode("x,y\n1,a10\n2,9\n3,10\n")).1 == ["10", "9", "a10"])
  }

  @Test func categoriesAmongInputsBecomeOneColumnEach() throws {
    let table = try decode("size,color,y\n1,red,0\n2,blue,1\n3,green,0\n")
    #expect(table.features == 4)
    #expect(numbers(table) == [1, 0, 0, 1, 2, 1, 0, 0, 3, 0, 1, 0])
  }

  @Test func quotesHoldDelimitersAndLineBreaks() throws {
    let (_, names) = classes(try decode("x,y\n1,\"a,\n b\"\n2,c\n"))
    #expect(names == ["a,\n b", "c"])
  }
}

@Suite struct CSVFaultTests {
  private let nine = (1...9).map { "\($0),\($0)\n" }.joined()

  private func fault(
    _ text: String, header: Bool? = nil, target: String? = nil
  ) -> String? {
    do {
      _ = try CSVTable.decode(
        Array(text.utf8), .init(file: "a.csv", hasHeader: header, target: target))
      return nil
    } catch {
      return error.description
    }
  }

  @Test func valuesThatAreNoneAreToldByRowAndColumn() {
    #expect(
      fault("age,y\n1,2\n,3\n4,\n") == """
        a.csv:3:1: error: the value in row 2, column 'age' is missing; the value in row 3, column \
        'y' is missing [bad-data]
          hint: take out the row or fill in the value
        """)
    #expect(
      fault("1,2\n3,nan\n")?.hasPrefix("a.csv:2:3: error: the value in row 2, column 2 is NaN")
        == true)
    #expect(fault("é,y\n1,2\n3,-inf\n")?.contains("a.csv:3:3: error: ") == true)
    #expect(fault("x,y\n1,2\n3,-inf\n")?.contains("row 2, column 'y' is -∞") == true)
    #expect(fault("x,y\n1,2\n3,1e300\n")?.contains("beyond the range of Float32") == true)
    #expect(fault("x,y\n1,2\n?,1\n")?.contains("row 2, column 'x' is missing") == true)
    #expect(fault("x,y\nred,2\nNA,1\n")?.contains("row 2, column 'x' is missing") == true)
  }

  @Test func valuesOfAllKindsAreToldAtOnceInTheOrderOfTheFile() {
    let rows = "x,y\n" + nine + "11,two\n1e300,1\n12,\n"
    #expect(
      fault(rows)?.contains(
        """
        row 10, column 'y' is 'two', but most of the column is numbers; the value in row 11, column \
        'x' is 1e+300, beyond the range of Float32; the value in row 12, column 'y' is missing
        """) == true, "\(fault(rows) ?? "no fault")")
    let many = fault("x,y\n" + (1...30).map { "\($0),\n" }.joined())
    #expect(many?.contains("row 10, column 'y' is missing; and 20 values more") == true)
    #expect(many?.contains("row 11,") == false)
  }

  @Test func aTextAmongNumbersIsASlip() {
    #expect(
      fault("x,y\n" + nine + "10,ten\n")
        == """
        a.csv:11:4: error: the value in row 10, column 'y' is 'ten', but most of the column is \
        numbers [bad-data]
          hint: take out the row or fill in the value
        """)
  }

  @Test func rowsOfAnotherLengthAreRefused() {
    #expect(
      fault("x,y\n1,2\n3,4,5\n") == """
        a.csv:3:1: error: row 2 has 3 fields, but the first line has 2 [bad-data]
          hint: quote a text that has the delimiter in it
        """)
  }

  @Test func brokenQuotesArePlaced() {
    #expect(
      fault("x,y\n1,\"open\n2,b\n")?.hasPrefix("a.csv:2:3: error: a quote that is not closed")
        == true)
    #expect(
      fault("x,y\n1,\"a\"b\n")?.hasPrefix("a.csv:2:6: error: text after a closing quote") == true)
  }

  @Test func filesWithoutATableAreRefused() {
    #expect(fault("")?.hasPrefix("error: 'a.csv' has no rows") == true)
    #expect(fault("x,y\n")?.hasPrefix("error: 'a.csv' has a header, but no rows") == true)
    #expect(fault("1\n2\n")?.contains("has 1 column, but inputs and a target need 2") == true)
    let wide = #expect(throws: DataError.self) {
      try CSVTable.decode([0xFF, 0xFE, 65, 0], .init(file: "a"))
    }
    #expect(wide?.message == "'a' is UTF-16 text")
  }

  @Test func anUnknownTargetIsAnsweredWithTheNearest() {
    #expect(
      fault("price,size\n1,2\n", target: "prize") == """
        error: 'a.csv' has no column 'prize' [unknown-choice]
          hint: did you mean 'price'?
        """)
    #expect(fault("1,2\n", target: "price")?.contains("give the column's number, 1 to 2") == true)
    #expect(fault("x,y\n1,2\n", target: "3")?.contains("its columns are x, y") == true)
    #expect(fault("x,x\n1,2\n", header: true, target: "x")?.contains("2 columns named") == true)
  }

  @Test func aColumnOfNamesIsNoInput() {
    let rows = (0...1000).map { "name \($0),1\n" }.joined()
    #expect(fault("name,y\n" + rows)?.contains("more than 1000 different texts") == true)
  }
}
