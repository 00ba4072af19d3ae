Console.Error.WriteLine("usage: bench ledger|board");
return 2;
