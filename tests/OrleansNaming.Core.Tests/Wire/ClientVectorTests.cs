namespace OrleansNaming.Core.Tests.Wire;

public class ClientVectorTests
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("NAMING_REWRITE") == "1";

    public static TheoryData<string> Names => [.. ClientSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_written_long_ago_still_say_the_same_and_are_written_the_same(string name)
    {
        var (make, again) = ClientSamples.All[name];
        var path = RepositoryRoot.File("tests", "OrleansNaming.Core.Tests", "Wire", "Golden", "Clients", $"{name}.hex");
        if (Rewrite)
        {
            File.WriteAllText(path, string.Concat(make().Chunk(32).Select(line => Convert.ToHexStringLower(line) + "\n")));
        }

        var golden = Convert.FromHexString(string.Concat(File.ReadAllLines(path)));
        Assert.Equal(Convert.ToHexStringLower(golden), Convert.ToHexStringLower(make()));
        Assert.Equal(Convert.ToHexStringLower(golden), Convert.ToHexStringLower(again(golden)!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_bytes_are_refused_or_say_something_else_and_never_throw(string name)
    {
        var (make, again) = ClientSamples.All[name];
        var bytes = make();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            again(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotEqual(bytes, again(bytes[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fields_of_a_later_version_are_stepped_over(string name)
    {
        var (make, again) = ClientSamples.All[name];
        var bytes = make();

        // Field 900, 3 bytes.
        Assert.Equal(bytes, again([.. bytes, 0x91, 0x1C, 0x03, 1, 2, 3]));
    }
}
