using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>C# of the repository as the compiler sees it.</summary>
internal static class CSharpFiles
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    public static IEnumerable<SyntaxTree> In(params string[] folders) =>
        Tree.Files("*.cs", folders).Select(file => CSharpSyntaxTree.ParseText(Tree.Read(file), Options, file));

    /// <summary>A project without packages, compiled in memory, so that every name has its meaning.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> sources) => CSharpCompilation.Create(
        "Sources",
        sources.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, Options)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(assembly => !Path.GetFileName(assembly).StartsWith("OrleansNaming.", StringComparison.Ordinal))
            .Select(assembly => MetadataReference.CreateFromFile(assembly)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static int Lines(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    public static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";

    public static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);
}
