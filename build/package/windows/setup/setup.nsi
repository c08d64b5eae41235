; The setup for Windows. nsis.py gives VERSION, FOUR_NUMBERS, NEEDED_KB,
; SIZE_KB, ICON, HEADER, PAYLOAD (a list of SetOutPath and File) and LIST.
;
; Switches: /S silent, /ALLUSERS, /LANG=cy|en, /UPDATE, and last of all /D=folder.
; Answers: 0 done, 1 cancelled, 2 the new version does not work here, 3 the program
; is open, 4 a newer version is installed, 5 too little room, 6 cannot write there.

Unicode true
Target amd64-unicode
!ifdef QUICK ; for a trial, which nobody has to fetch
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 32 ; so far back the second program finds the first, in megabytes
!endif
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
XPStyle on
AllowRootDirInstall true
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails show
SetFont "Segoe UI" 9

Name "SLO Desktop"
OutFile "${OUT}"
BrandingText "SLO Desktop ${VERSION}"
InstallDir ""

!include LogicLib.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include MUI2.nsh

!define PROGRAM "SLO Desktop.exe"
!define CONSOLE "slo-desktop.exe"
!define LINK "$SMPROGRAMS\SLO Desktop.lnk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SLO Desktop"

!define DONE 0
!define CANCELLED 1
!define DOES_NOT_WORK 2
!define PROGRAM_OPEN 3
!define NEWER_HERE 4
!define TOO_LITTLE_ROOM 5
!define CANNOT_WRITE_THERE 6
!define DONE_AND_OPEN 10 ; only from an administrator's setup to the one that asked

Var Everyone ; 1: for everyone on this computer; 0: for one person
Var IsUpdate ; 1: the program itself started us
Var IsElevated ; 1: a setup without an administrator's rights started us
Var Given ; the folder after /D=, or nothing
Var Installed ; the version that is here, or nothing
Var InstalledAt ; and its folder
Var EveryonesVersion ; the version that is here for everyone, or nothing
Var RoomWhere ; the folder whose disk has too little room
Var RoomNeeded ; megabytes
Var RoomFree
Var DataFolder
Var Draft ; where the new version is unpacked, while it is there
Var OldOnes ; where the old version waits
Var ExitCode

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${HEADER}"
!define MUI_HEADERIMAGE_UNBITMAP "${HEADER}"

Page custom ShowStart LeaveStart

!define MUI_PAGE_HEADER_TEXT "$(FOLDER_HEAD)"
!define MUI_PAGE_HEADER_SUBTEXT "$(SAFE)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(FOLDER_TEXT)"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "$(FOLDER_BOX)"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipFolder
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolder
!insertmacro MUI_PAGE_DIRECTORY

!define MUI_PAGE_HEADER_TEXT "$(PROGRESS_HEAD)"
!define MUI_PAGE_HEADER_SUBTEXT "$(PROGRESS_SUB)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(DONE_HEAD)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(DONE_SUB)"
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(STOPPED_HEAD)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(SAFE)"
!insertmacro MUI_PAGE_INSTFILES
; MUI forgets these two.
!insertmacro MUI_UNSET MUI_INSTFILESPAGE_ABORTHEADER_TEXT
!insertmacro MUI_UNSET MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT

Page custom ShowDone LeaveDone

UninstPage custom un.ShowGoing

!define MUI_PAGE_HEADER_TEXT "$(GOING_HEAD)"
!define MUI_PAGE_HEADER_SUBTEXT "$(GOING_SUB)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(GONE_HEAD)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(GONE_SUB)"
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(STAYS_HEAD)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(GO_SUB)"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Welsh"
!insertmacro MUI_LANGUAGE "English"
!include texts.nsh
!include facts.nsh
!include dialogs.nsh
!include checks.nsh
!include replacing.nsh
!include elevating.nsh
!include entries.nsh
!include asking.nsh
!include removing.nsh

!insertmacro DialogFunction ""
!insertmacro DialogFunction "un."
!insertmacro LanguageFunction ""
!insertmacro LanguageFunction "un."
!insertmacro ElevateFunction ""
!insertmacro ElevateFunction "un."
!insertmacro OpenFunctions ""
!insertmacro OpenFunctions "un."
!insertmacro RemoveListedFunction ""
!insertmacro RemoveListedFunction "un."

Function .onInit
  SetRegView 64
  Call ReadGiven
  StrCpy $ExitCode ${DONE}
  Call ChooseLanguage
FunctionEnd

Section
  ${If} ${Silent}
    Call Begin
    Call CheckVersion
  ${EndIf}
  Call TakeTurn
  Call WaitUntilClosed
  Call CheckRoom
  Call MakeDraft
  DetailPrint "$(UNPACKING)"
  SetDetailsPrint none
  SetOverwrite try
  ClearErrors
  !include "${PAYLOAD}"
  CopyFiles /SILENT "$PLUGINSDIR\list.txt" "$Draft\installed.txt"
  WriteUninstaller "$Draft\uninstall.exe"
  SetOutPath "$PLUGINSDIR" ; nobody stands in the folders that move
  SetDetailsPrint textonly
  ${If} ${Errors}
    ${Refuse} ${CANNOT_WRITE_THERE} "$(NOT_UNPACKED)"
  ${EndIf}
  Call TryDraft
  Call WaitUntilClosed
  DetailPrint "$(REPLACING)"
  Call Replace
  Call LeaveOtherFolder
  Call Register
  SetAutoClose true
  ${If} $IsUpdate = 1
    Call OpenProgram
  ${EndIf}
SectionEnd

; A file could not be written in the middle of unpacking: the disk is full.
Function .onInstFailed
  ${If} $Draft != ""
    ${Refuse} ${TOO_LITTLE_ROOM} "$(NOT_UNPACKED)"
  ${EndIf}
FunctionEnd
