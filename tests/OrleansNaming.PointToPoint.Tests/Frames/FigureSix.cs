using System.Globalization;

namespace OrleansNaming.PointToPoint.Tests.Frames;

/// <summary>
/// FIG 6 as bytes, written from the figure and not from the code: each row is Ethernet source, Ethernet destination, ARP type, source IP,
/// source MAC, target IP, target MAC. Ethernet source is column 300 of the figure; the IP cells of row 640 follow from 630.
/// </summary>
internal static class FigureSix
{
    public const string Cluster = "02-bf-aa-bb-cc-dd";

    private static readonly Dictionary<int, string> Rows = new()
    {
        [600] = "02-bf-aa-bb-cc-dd ff-ff-ff-ff-ff-ff 1 12.12.4.101 02-bf-aa-bb-cc-dd 12.12.4.102 00-00-00-00-00-00",
        [610] = "02-bf-aa-bb-cc-dd ff-ff-ff-ff-ff-ff 1 12.12.4.101 03-bf-0c-0c-04-65 12.12.4.102 00-00-00-00-00-00",
        [620] = "02-bf-aa-bb-cc-dd 03-bf-0c-0c-04-65 2 12.12.4.102 02-bf-aa-bb-cc-dd 12.12.4.101 03-bf-0c-0c-04-65",
        [630] = "02-bf-aa-bb-cc-dd 03-bf-0c-0c-04-65 2 12.12.4.102 03-bf-0c-0c-04-66 12.12.4.101 02-bf-aa-bb-cc-dd",
        [640] = "02-bf-aa-bb-cc-dd 02-bf-aa-bb-cc-dd 2 12.12.4.102 03-bf-0c-0c-04-66 12.12.4.101 02-bf-aa-bb-cc-dd",
    };

    public static byte[] Row(int number) => Frame(Rows[number]);

    /// <summary>An ARP frame of seven words as above.</summary>
    public static byte[] Frame(string row)
    {
        var words = row.Split(' ');
        return
        [
            .. Mac(words[1]), .. Mac(words[0]), 0x08, 0x06,
            0x00, 0x01, 0x08, 0x00, 6, 4, 0x00, byte.Parse(words[2], CultureInfo.InvariantCulture),
            .. Mac(words[4]), .. Ip(words[3]), .. Mac(words[6]), .. Ip(words[5]),
        ];
    }

    /// <summary>A TCP segment's frame, as far as anybody looks at it.</summary>
    public static byte[] Tcp(string ethernetSource, string ethernetDestination, string source, string destination) =>
    [
        .. Mac(ethernetDestination), .. Mac(ethernetSource), 0x08, 0x00,
        0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, .. Ip(source), .. Ip(destination), .. new byte[20],
    ];

    private static IEnumerable<byte> Mac(string text) => text.Split('-').Select(octet => byte.Parse(octet, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static IEnumerable<byte> Ip(string text) => text.Split('.').Select(octet => byte.Parse(octet, CultureInfo.InvariantCulture));
}
