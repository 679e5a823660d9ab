using System.Text.RegularExpressions;

namespace OrleansNaming.EndToEnd.Tests.Repository;

public sealed partial class TextTests
{
    [Fact]
    public void No_file_names_a_path_of_the_machine_that_it_was_written_on()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        var found = Tree.Texts()
            .SelectMany(file => Tree.Read(file).Split('\n').Select((line, index) => (file, line, index)))
            .Where(place => place.line.Contains(RepositoryRoot.Path + "/", StringComparison.Ordinal)
                || (home.Length > 1 && place.line.Contains(home + "/", StringComparison.Ordinal))
                || HomeFolder().IsMatch(place.line))
            .Select(place => $"{place.file}:{place.index + 1} {place.line.Trim()}");

        Findings.None(found);
    }

    [GeneratedRegex("""(?<![\w.~}])(?:/home|/Users|/root|[A-Z]:\\Users)[/\\]\w""")]
    private static partial Regex HomeFolder();
}
