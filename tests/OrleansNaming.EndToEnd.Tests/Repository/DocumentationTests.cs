namespace OrleansNaming.EndToEnd.Tests.Repository;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_link_leads_somewhere() => Findings.None(Markdown.All().SelectMany(document => document.BrokenLinks()));

    [Fact]
    public void Every_snippet_of_the_README_is_compiled() => Findings.None(new Markdown("README.md").UncompiledSnippets());
}
