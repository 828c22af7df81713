#!/usr/bin/perl
# Screenplays: each NAME.play runs without a terminal, and what it prints must equal NAME.picture.
# The first line names lesson, program, size and further options; `# status 1` the status. Ports
# and process ids differ from run to run: they are replaced by names of the same width.
# PLAY_UPDATE=1 keeps what is printed now; look at the difference before you commit it.
# The demos of the lessons run too: they have no pictures, only what they expect.

use strict;
use warnings;
use POSIX ();
use utf8;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Temp qw(tempdir);

binmode STDOUT, ':utf8';
my $here = abs_path(dirname(__FILE__));
my $program = abs_path($ENV{ASYNCVIZ} // "$here/../../asyncviz");
my $folder = tempdir(CLEANUP => 1);
my $limit = 60; # seconds
my $lessons = abs_path($ENV{ASYNCVIZ_LESSONS} // "$here/../../lessons");
my @plays = @ARGV ? @ARGV : glob("$here/*.play $lessons/*/demo.play");
my $failed = 0;

sub contents {
	my ($path) = @_;
	open my $file, '<:encoding(UTF-8)', $path or return;
	local $/;
	return scalar(<$file>) // '';
}

sub keep {
	my ($path, $text) = @_;
	open my $file, '>:encoding(UTF-8)', $path or die "$path: $!\n";
	print $file $text;
	close $file or die "$path: $!\n";
}

# The first line, `# lesson 5 server 80x24 --lang ru`, as options and a size.
sub read_head {
	my ($text) = @_;
	my ($lesson, $name, $size, $more) =
		$text =~ /^# lesson (\S+) (\S+) (\d+x\d+)(?: (.*))?\n/ or return;
	my ($status) = $text =~ /^# status (\d+)$/m;
	my @options = ('--lesson', $lesson, '--program', $name, split ' ', $more // '');
	return ($size, $status // 0, @options);
}

# Ports of this run, in the order in which they appear. Five digits are a port and nothing else.
sub normalise {
	my ($text) = @_;
	my (%names, $count);
	$text =~ s/(?<![\d.])(\d{5})(?!\d)/
		$names{$1} \/\/= sprintf(++$count < 10 ? 'PORT%d' : 'POR%02d', $count)/gex;
	$text =~ s/(pid )(\d+)/$1 . '9' x length $2/ge;
	return $text;
}

# Standard output, then what was complained of, and the status.
sub run {
	my ($name, @options) = @_;
	my $pid = fork // die "fork: $!\n";
	if ($pid == 0) {
		chdir $folder;
		POSIX::close($_) for 3 .. 9; # descriptors are seen: none is inherited
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', "$folder/out";
		open STDERR, '>', "$folder/err";
		delete @ENV{qw(LC_ALL LC_MESSAGES LANGUAGE LANG)};
		exec 'timeout', $limit, $program, '--headless', '--port', 0, '--lang', 'en', @options,
			'--script', $name or exit 127;
	}
	waitpid $pid, 0;
	my $status = $? >> 8;
	my ($out, $err) = (contents("$folder/out") // '', contents("$folder/err") // '');
	$err =~ s/^(?=.)/stderr: /gm;
	return (normalise($out . $err), $status);
}

sub difference {
	my ($kept, $printed) = @_;
	keep("$folder/kept", $kept);
	keep("$folder/printed", $printed);
	my $text = `cd '$folder' && diff -u kept printed`;
	utf8::decode($text);
	return $text;
}

sub faults_of_demo {
	my ($path) = @_;
	my ($lesson) = $path =~ m{/0*(\d+)[^/]*/demo\.play$} or return "$path is in no lesson";
	my ($printed, $status) = run($path, '--lesson', $lesson);
	return $status == 0 ? '' : "status $status\n$printed";
}

# What is wrong with a play; nothing when all is well.
sub faults {
	my ($path) = @_;
	my $name = basename($path);
	my $text = contents($path) // return "$path: $!";
	my ($size, $expected, @options) = read_head($text);
	return 'its first line is not `# lesson N PROGRAM COLUMNSxROWS [OPTION ...]`' unless $size;
	$text =~ s/^.*/set size $size/; # in place of the first line: the others keep their numbers
	keep("$folder/$name", $text);
	my ($printed, $status) = run($name, @options);
	my $picture = $path =~ s/\.play$/.picture/r;
	return "status $status instead of $expected\n$printed" if $status != $expected;
	keep($picture, $printed) if $ENV{PLAY_UPDATE};
	my $kept = contents($picture);
	return "there is no $picture: PLAY_UPDATE=1 makes it\n$printed" unless defined $kept;
	return $kept eq $printed ? '' : difference($kept, $printed);
}

print '1..', scalar @plays, "\n";
for my $i (0 .. $#plays) {
	my $name = basename($plays[$i], '.play');
	my $is_demo = $name eq 'demo';
	$name = basename(dirname($plays[$i])) . ' demo' if $is_demo;
	my $faults = $is_demo ? faults_of_demo(abs_path($plays[$i])) : faults($plays[$i]);
	$failed ||= $faults ne '';
	print $faults ? 'not ok' : 'ok', ' ', $i + 1, " - $name\n";
	print map { "# $_\n" } split /\n/, $faults;
}
exit $failed;
