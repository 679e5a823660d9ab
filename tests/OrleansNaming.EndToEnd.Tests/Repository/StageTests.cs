using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansNaming.EndToEnd.Tests.Repository;

public sealed class StageTests
{
    private const string Product = "OrleansNaming";

    private static readonly Lazy<CSharpCompilation> Core = new(() => CSharpFiles.Compile(CSharpFiles.In("src/OrleansNaming.Core")));

    [Fact]
    public void The_names_of_the_stages_are_chosen_so_that_they_sort_in_the_order_of_the_flow() =>
        Assert.Equal(Layer.Stages.Order(StringComparer.Ordinal), Layer.Stages);

    [Fact]
    public void Every_namespace_of_Core_has_its_place_in_the_table()
    {
        var strangers = Core.Value.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Where(declaration => !Layer.IsKnown(LayerOf(declaration.Name.ToString()) ?? "?"))
            .Select(declaration => $"{CSharpFiles.Place(declaration)} {declaration.Name}");

        Findings.None(strangers);
    }

    [Fact]
    public void The_sources_of_Core_are_understood_without_the_build()
    {
        var errors = Core.Value.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103")
            .Select(diagnostic => diagnostic.ToString());

        Findings.None(errors);
    }

    [Fact]
    public void A_stage_uses_only_earlier_stages_the_vocabulary_and_the_wire() =>
        Findings.None(Core.Value.SyntaxTrees.AsParallel().SelectMany(Violations));

    private static IEnumerable<string> Violations(SyntaxTree tree)
    {
        var meaning = Core.Value.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            var user = LayerOf(node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString());
            foreach (var symbol in Meant(meaning, node).Where(symbol => symbol.Locations.Any(location => location.IsInSource)))
            {
                var used = LayerOf(symbol.ContainingNamespace?.ToDisplayString());
                if (user is not null && used is not null && !Layer.MayUse(user, used))
                {
                    yield return $"{CSharpFiles.Place(node)} {Word(user)} uses {Word(used)}: {symbol.ToDisplayString()}";
                }
            }
        }
    }

    private static IEnumerable<ISymbol> Meant(SemanticModel meaning, ExpressionSyntax node) =>
        new[] { meaning.GetSymbolInfo(node).Symbol, meaning.GetTypeInfo(node).Type }.OfType<ISymbol>().Where(symbol => symbol is not INamespaceSymbol);

    /// <summary>OrleansNaming → "", OrleansNaming.Replica.Slots → "Replica", anything else → null.</summary>
    private static string? LayerOf(string? name) =>
        name is null ? null
        : name == Product ? ""
        : name.StartsWith(Product + ".", StringComparison.Ordinal) ? name.Split('.')[1]
        : null;

    private static string Word(string layer) => layer.Length == 0 ? "Vocabulary" : layer;
}
