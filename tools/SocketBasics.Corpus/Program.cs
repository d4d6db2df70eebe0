using SocketBasics.Corpus;

if (CorpusOptions.Parse(args) is not { } options || !Directory.Exists(options.Folder))
{
    Console.Error.WriteLine(CorpusOptions.Usage);
    return 2;
}

var run = new CorpusRun(options);
run.Analyze();
run.Print(Console.Out);
if (options.Page is { } page)
    File.WriteAllText(page, run.WritePage());
return run.Crashes == 0 ? 0 : 3;
