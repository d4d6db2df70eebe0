using Handshake;

// Everything happens in a network of this program's own: it starts itself again inside one, and is started there with
// this word. Nothing leaves it, and no firewall or route of this machine is touched.
const string Inside = "inside-own-network";

if (args is not [Inside, var folder])
    return await OwnNetwork.RunAsync(Inside, Path.GetFullPath(args.FirstOrDefault() ?? "handshakes"));

await using OwnNetwork network = await OwnNetwork.SetUpAsync();
var pictures = new Pictures(folder);

// Compiled by now: the times of the pictures are those of the network.
_ = await Scenes.EstablishedAsync();
_ = await Scenes.ClosedAsync();
_ = await Scenes.AbortedAsync();
_ = await Scenes.RefusedAsync();
Console.WriteLine();

pictures.Draw("established", "A connection is established", await Scenes.EstablishedAsync());
pictures.Draw("established-ipv6", "The same over IPv6, and its end", await Scenes.ClosedAsync());
pictures.Draw("lost-syn", "The first SYN is lost", await Scenes.LostSynAsync(network));

pictures.Draw("no-answer", "connect fails: no answer", await Scenes.NoAnswerAsync(network));
pictures.Draw("refused", "connect fails: refused; a RST because nobody listens", await Scenes.RefusedAsync());
pictures.Draw("unreachable", "connect fails: unreachable", await Scenes.UnreachableAsync());

pictures.Draw("aborted", "A RST because the peer aborts", await Scenes.AbortedAsync());
pictures.Draw("unknown", "A RST because there is no such connection", await Scenes.UnknownAsync());
return 0;
