namespace SocketBasics.Tests.Endpoints;

public class EndpointComparisonTests
{
    private static readonly string[] InOrder =
    [
        "unspecified",
        "0.0.0.0:80", "9.0.0.0:80", "10.0.0.0:79", "10.0.0.0:80", "128.0.0.1:1", "255.255.255.255:0",
        "[::]:65535", "[::2]:1", "[::8000:0:0:0]:1", "[fe80::1]:80", "[fe80::1%1]:79", "[fe80::1%1]:80",
        "[fe80::1%10]:1", "[fe80::2]:1",
        "*:9", "*:10",
        "unix:/a", "unix:/a/b", "unix:/b", "unix:\\xFF",
        "unix:@", "unix:@\\x00", "unix:@/a",
        "unix:",
    ];

    [Fact]
    public void Endpoints_sort_by_kind_then_address_then_scope_then_port_then_name()
    {
        Endpoint[] expected = [.. InOrder.Select(text => Endpoint.Parse(text))];

        Assert.Equal(expected, expected.Reverse().Order());
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < expected.Length; j++)
            {
                (Endpoint left, Endpoint right) = (expected[i], expected[j]);
                Assert.Equal(i.CompareTo(j), Math.Sign(left.CompareTo(right)));
                Assert.Equal(i == j, left.Equals(right));
                Assert.Equal(i == j, left == right);
                Assert.Equal(i != j, left != right);
                Assert.Equal(i < j, left < right);
                Assert.Equal(i <= j, left <= right);
                Assert.Equal(i > j, left > right);
                Assert.Equal(i >= j, left >= right);
            }
        }
    }

    [Fact]
    public void Equal_names_in_different_arrays_are_equal()
    {
        Endpoint left = Endpoint.Local("/run/x.sock"u8);
        Endpoint right = Endpoint.Local("/run/x.sock"u8);

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(0, left.CompareTo(right));
    }

    [Fact]
    public void The_same_bytes_as_path_and_as_abstract_name_differ()
    {
        Assert.NotEqual(Endpoint.Local("x"), Endpoint.Abstract("x"));
    }

    [Fact]
    public void An_endpoint_equals_no_other_type()
    {
        object endpoint = Endpoint.Any(80);

        Assert.True(endpoint.Equals(Endpoint.Any(80)));
        Assert.False(endpoint.Equals("*:80"));
        Assert.False(endpoint.Equals(null));
    }

    [Fact]
    public void Compared_as_an_object_an_endpoint_follows_null_and_refuses_other_types()
    {
        IComparable endpoint = Endpoint.Any(80);

        Assert.True(endpoint.CompareTo(null) > 0);
        Assert.True(endpoint.CompareTo(Endpoint.Any(81)) < 0);
        Assert.Throws<ArgumentException>("obj", () => endpoint.CompareTo("*:80"));
    }

    [Fact]
    public void Neighbors_have_different_hash_codes()
    {
        Endpoint[] neighbors = [.. InOrder.Select(text => Endpoint.Parse(text))];

        // Two collisions among 25 of 2^32 would be one run in many millions.
        Assert.True(neighbors.Select(endpoint => endpoint.GetHashCode()).Distinct().Count() >= neighbors.Length - 1);
    }
}
