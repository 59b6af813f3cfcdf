private import GRDB
let dummy = 1
