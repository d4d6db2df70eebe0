using ApiDocs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SocketBasics.Tests.PublicApi;

public class PublicApiTextTests
{
    [Fact]
    public void Modifiers_and_defaults_are_shown_and_finalizers_and_explicit_implementations_are_not() => Shows(
        """
        public sealed class Gate : IDisposable
        {
            public const string Name = "gate\n";
            public const long Limit = long.MaxValue;
            internal Gate() { }
            ~Gate() { }
            public int Width { get; private set; }
            public required string? Label { get; init; }
            public event EventHandler? Opened { add { } remove { } }
            public bool TryOpen(in Guid key, [NotNullWhen(true)] out string? reason, TimeSpan wait = default, char c = 'x')
                => throw null!;
            void IDisposable.Dispose() { }
            protected void Hidden() { }
            public sealed override string ToString() => "";
        }
        """,
        """
        public sealed class Gate : System.IDisposable
        {
            public const long Limit = 9223372036854775807;
            public const string Name = "gate\n";
            public required string? Label { get; init; }
            public int Width { get; }
            public event System.EventHandler? Opened;
            public sealed override string ToString() { }
            public bool TryOpen(in System.Guid key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? reason, System.TimeSpan wait = default, char c = 'x') { }
        }
        """);

    [Fact]
    public void Records_are_shown_without_what_the_compiler_writes() => Shows(
        """
        public record Animal(string Name) { public override string ToString() => Name; }
        public sealed record Cat : Animal { public Cat() : base("cat") { } }
        public readonly record struct Pair(int Left, int? Right = null);
        """,
        """
        public record Animal : System.IEquatable<Animal>
        {
            public Animal(string Name) { }
            public string Name { get; init; }
            public void Deconstruct(out string Name) { }
            public override string ToString() { }
        }
        public sealed record Cat : Animal, System.IEquatable<Cat>
        {
            public Cat() { }
        }
        public readonly record struct Pair : System.IEquatable<Pair>
        {
            public Pair(int Left, int? Right = null) { }
            public int Left { get; init; }
            public int? Right { get; init; }
            public void Deconstruct(out int Left, out int? Right) { }
        }
        """);

    [Fact]
    public void Structs_operators_and_generic_math_are_shown() => Shows(
        """
        public readonly partial struct Meters : IAdditionOperators<Meters, Meters, Meters>
        {
            public static Meters operator +(Meters left, Meters right) => default;
            public static explicit operator int(Meters value) => 0;
        }
        public readonly partial struct Meters { public static bool operator true(Meters value) => true; public static bool operator false(Meters value) => false; }
        public ref struct Window<T> where T : unmanaged, IComparable<T> { public ref readonly T this[int index] => throw null!; }
        """,
        """
        public readonly struct Meters : System.Numerics.IAdditionOperators<Meters, Meters, Meters>
        {
            public static Meters operator +(Meters left, Meters right) { }
            public static explicit operator int(Meters value) { }
            public static bool operator false(Meters value) { }
            public static bool operator true(Meters value) { }
        }
        public ref struct Window<T> where T : unmanaged, System.IComparable<T>
        {
            public ref readonly T this[int index] { get; }
        }
        """);

    [Fact]
    public void Attributes_nested_types_enums_interfaces_and_delegates_are_shown() => Shows(
        """
        [Experimental("X1")] public abstract class Outer
        {
            protected Outer() { }
            protected internal virtual void Move() { }
            private protected abstract void Stay();
            [Obsolete("old", true)] public abstract class Inner<T> : Outer where T : class? { public abstract T Next(); }
            private sealed class Own { }
        }
        [Flags] public enum Colors : byte { Red = 1, Blue = 4, Green = 2 }
        public interface IShape { static abstract int Count { get; } double Area(double? scale = 1.5); }
        public delegate Task<T> Maker<in TArgument, T>(TArgument? argument, Colors color = Colors.Blue) where TArgument : class;
        """,
        """
        [System.Flags]
        public enum Colors : byte
        {
            Red = 1,
            Green = 2,
            Blue = 4,
        }
        public interface IShape
        {
            static abstract int Count { get; }
            double Area(double? scale = 1.5);
        }
        public delegate System.Threading.Tasks.Task<T> Maker<in TArgument, T>(TArgument? argument, Colors color = Colors.Blue) where TArgument : class;
        [System.Diagnostics.CodeAnalysis.Experimental("X1")]
        public abstract class Outer
        {
            protected Outer() { }
            protected internal virtual void Move() { }
            [System.Obsolete("old", true)]
            public abstract class Inner<T> : Outer where T : class?
            {
                protected Inner() { }
                public abstract T Next();
            }
        }
        """);

    private static void Shows(string source, string expected)
    {
        string usings = """
            using System; using System.Diagnostics.CodeAnalysis; using System.Numerics; using System.Threading.Tasks;
            namespace Samples;
            """;
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Samples",
            [CSharpSyntaxTree.ParseText(usings + source)],
            framework.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        string file = Path.Combine(Directory.CreateTempSubdirectory("SocketBasics.Samples.").FullName, "Samples.dll");
        try
        {
            var result = compilation.Emit(file, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(result.Success, string.Join('\n', result.Diagnostics));

            string actual = PublicApiText.Write(ApiAssembly.Load(file))
                .Replace("Samples.", "", StringComparison.Ordinal);

            var lines = expected.ReplaceLineEndings("\n").Split('\n').Select(line => $"    {line}\n");
            Assert.Equal($"namespace Samples\n{{\n{string.Concat(lines)}}}\n", actual);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
