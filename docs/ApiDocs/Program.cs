using ApiDocs;

if (args is not [string assembly])
{
    Console.Error.WriteLine("usage: ApiDocs <assembly.dll>    prints the public API of the assembly");
    return 2;
}

Console.Write(PublicApiText.Write(ApiAssembly.Load(assembly)));
return 0;
