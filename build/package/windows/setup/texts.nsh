; Every word the setup says, in both languages. `${Say} NAME "Cymraeg" "English"`.
; Names that begin with ^ are NSIS's own, said here in the program's words.

!macro Say NAME WELSH ENGLISH
  LangString "${NAME}" ${LANG_WELSH} "${WELSH}"
  LangString "${NAME}" ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!define Say "!insertmacro Say"

; Windows and buttons
${Say} ^SetupCaption "Gosod SLO Desktop" "Install SLO Desktop"
${Say} ^UninstallCaption "Dadosod SLO Desktop" "Uninstall SLO Desktop"
${Say} ^BackBtn "&Yn ôl" "&Back"
${Say} ^NextBtn "&Nesaf" "&Next"
${Say} ^InstallBtn "&Gosod" "&Install"
${Say} ^UninstallBtn "&Dadosod" "&Uninstall"
${Say} ^CancelBtn "Canslo" "Cancel"
${Say} ^CloseBtn "&Cau" "&Close"
${Say} ^BrowseBtn "&Dewis…" "&Choose…"
${Say} UPDATE_BUTTON "&Diweddaru" "&Update"
${Say} FINISH_BUTTON "&Gorffen" "&Finish"
${Say} OK "Iawn" "OK"
${Say} CANCEL "Canslo" "Cancel"
${Say} TRY_AGAIN "Ceisio eto" "Try again"

; The first page
${Say} START_HEAD "Gosod SLO Desktop ${VERSION}" "Install SLO Desktop ${VERSION}"
${Say} UPDATE_HEAD "Diweddaru SLO Desktop" "Update SLO Desktop"
${Say} ABOUT "Tystiolaeth, cynllun a dysgu proffesiynol ysgol" "Evidence, plan and professional learning of a school"
${Say} FOR_WHOM "Pwy fydd yn defnyddio’r rhaglen?" "Who will use the program?"
${Say} FOR_ME "&Fi yn unig. Nid oes angen gweinyddwr." "Only &me. No administrator is needed."
${Say} FOR_EVERYONE "&Pawb ar y cyfrifiadur hwn. Mae angen gweinyddwr." "&Everyone on this computer. An administrator is needed."
${Say} FOR_EVERYONE_ONLY "Bydd y rhaglen ar gael i bawb sy’n defnyddio’r cyfrifiadur hwn." "The program will be there for everyone who uses this computer."
${Say} EVERYONE_HAS_IT "Mae fersiwn $EveryonesVersion eisoes wedi’i gosod i bawb ar y cyfrifiadur hwn." "Version $EveryonesVersion is installed for everyone on this computer already."
${Say} HERE_NOW "Y fersiwn sydd yma nawr: $Installed$\r$\nFersiwn newydd: ${VERSION}$\r$\nFfolder y rhaglen: $INSTDIR" "Version here now: $Installed$\r$\nNew version: ${VERSION}$\r$\nProgram folder: $INSTDIR"
${Say} SAFE "Cedwir gwaith yr ysgol ar wahân i’r rhaglen, ac ni fydd dim ynddo’n newid." "The school’s work is kept apart from the program, and nothing in it will change."

; The folder
${Say} FOLDER_HEAD "Ble i osod y rhaglen?" "Where should the program go?"
${Say} FOLDER_TEXT "Bydd y rhaglen yn mynd i’r ffolder hon. Gallwch ddewis un arall. Os oes ffeiliau eraill ynddi, caiff y rhaglen ei ffolder ei hun y tu mewn iddi." "The program will go into this folder. You can choose another. If it holds other files, the program gets a folder of its own inside it."
${Say} FOLDER_BOX "Ffolder y rhaglen" "Program folder"
${Say} ^DirBrowseText "Dewiswch ffolder ar gyfer y rhaglen:" "Choose a folder for the program:"
${Say} ^SpaceRequired "Lle sydd ei angen: " "Room needed: "
${Say} ^SpaceAvailable "Lle rhydd: " "Free room: "
${Say} ^Byte "B" "B"
${Say} ^Kilo " K" " K"
${Say} ^Mega " M" " M"
${Say} ^Giga " G" " G"

; Progress and the end
${Say} PROGRESS_HEAD "Wrthi’n gosod" "Installing"
${Say} PROGRESS_SUB "Arhoswch, os gwelwch yn dda. Gall hyn gymryd munud neu ddwy." "Please wait. This may take a minute or two."
${Say} UNPACKING "Wrthi’n dadbacio’r fersiwn newydd" "Unpacking the new version"
${Say} TRYING "Wrthi’n rhoi cynnig ar y fersiwn newydd" "Trying the new version"
${Say} REPLACING "Wrthi’n rhoi’r fersiwn newydd yn ei lle" "Putting the new version in place"
${Say} WAITING "Wrthi’n aros i’r rhaglen gau" "Waiting for the program to close"
${Say} DONE_HEAD "Mae SLO Desktop yn barod" "SLO Desktop is ready"
${Say} DONE_SUB "Gosodwyd fersiwn ${VERSION}." "Version ${VERSION} is installed."
${Say} DONE_TEXT "Mae’r rhaglen yn y ddewislen Cychwyn, o dan yr enw SLO Desktop." "The program is in the Start menu, under the name SLO Desktop."
${Say} OPEN_NOW "&Agor SLO Desktop nawr" "&Open SLO Desktop now"
${Say} STOPPED_HEAD "Ni osodwyd SLO Desktop" "SLO Desktop was not installed"

; What can stand in the way
${Say} IS_OPEN "Mae SLO Desktop ar agor. Efallai fod rhywun arall sydd wedi mewngofnodi i’r cyfrifiadur hwn yn ei ddefnyddio.$\r$\n$\r$\nCaewch y rhaglen, yna dewiswch “Ceisio eto”." "SLO Desktop is open, perhaps for another person who is signed in to this computer.$\r$\n$\r$\nClose the program, then choose “Try again”."
${Say} NEWER "Mae fersiwn fwy newydd o SLO Desktop wedi’i gosod yma.$\r$\n$\r$\nY fersiwn sydd yma: $Installed$\r$\nFersiwn y gosodwr hwn: ${VERSION}$\r$\n$\r$\nNi newidiwyd dim." "A newer version of SLO Desktop is installed here.$\r$\n$\r$\nVersion here: $Installed$\r$\nVersion of this setup: ${VERSION}$\r$\n$\r$\nNothing was changed."
${Say} NO_ROOM "Nid oes digon o le ar y ddisg.$\r$\n$\r$\nFfolder: $RoomWhere$\r$\nLle sydd ei angen: $RoomNeeded MB$\r$\nLle rhydd: $RoomFree MB$\r$\n$\r$\nNi newidiwyd dim." "There is not enough room on the disk.$\r$\n$\r$\nFolder: $RoomWhere$\r$\nRoom needed: $RoomNeeded MB$\r$\nFree room: $RoomFree MB$\r$\n$\r$\nNothing was changed."
${Say} NOT_UNPACKED "Nid oedd modd ysgrifennu holl ffeiliau’r fersiwn newydd. Efallai fod y ddisg yn llawn.$\r$\n$\r$\nMae popeth fel yr oedd o’r blaen." "Not all files of the new version could be written. The disk may be full.$\r$\n$\r$\nEverything is as it was before."
${Say} ^ErrorWriting "Nid oedd modd ysgrifennu’r ffeil hon: " "This file could not be written: "
${Say} ^ErrorDecompressing "Mae’r gosodwr hwn wedi’i ddifrodi. Copïwch ef eto, neu llwythwch ef i lawr eto." "This setup is damaged. Copy it or download it again."
${Say} CANNOT_WRITE "Nid oes modd ysgrifennu yn y ffolder hon:$\r$\n$INSTDIR$\r$\n$\r$\nDewiswch ffolder arall, neu gofynnwch i’r sawl sy’n gofalu am y cyfrifiadur. Ni newidiwyd dim." "Nothing can be written into this folder:$\r$\n$INSTDIR$\r$\n$\r$\nChoose another folder, or ask whoever looks after the computer. Nothing was changed."
${Say} DOES_NOT_START "Nid yw’r fersiwn newydd yn cychwyn ar y cyfrifiadur hwn. Efallai fod rhaglen wrthfeirws neu reolau’r cyfrifiadur yn ei rhwystro.$\r$\n$\r$\nGofynnwch i’r sawl sy’n gofalu am y cyfrifiadur ei chaniatáu, neu ei gosod i bawb. Mae popeth fel yr oedd o’r blaen." "The new version does not start on this computer. Antivirus software or the computer’s rules may be stopping it.$\r$\n$\r$\nAsk whoever looks after the computer to allow it, or to install it for everyone. Everything is as it was before."
${Say} NOT_REPLACED "Nid oedd modd disodli’r hen fersiwn, gan fod rhywbeth yn dal i ddefnyddio un o’i ffeiliau.$\r$\n$\r$\nMae’r hen fersiwn yn ôl yn ei lle. Ailgychwynnwch y cyfrifiadur, yna rhedwch y gosodwr eto." "The old version could not be replaced, because something is still using one of its files.$\r$\n$\r$\nThe old version is back in its place. Restart the computer, then run the setup again."
${Say} NEEDS_ADMIN "Dim ond gweinyddwr a all wneud hyn i bawb ar y cyfrifiadur hwn. Rhedwch y gosodwr fel gweinyddwr.$\r$\n$\r$\nNi newidiwyd dim." "Only an administrator can do this for everyone on this computer. Run the setup as administrator.$\r$\n$\r$\nNothing was changed."
${Say} TOO_OLD "Mae angen Windows 10 neu fersiwn fwy newydd ar SLO Desktop.$\r$\n$\r$\nNi newidiwyd dim." "SLO Desktop needs Windows 10 or newer.$\r$\n$\r$\nNothing was changed."
${Say} RUNS_ALREADY "Mae gosodwr SLO Desktop eisoes yn rhedeg ar y cyfrifiadur hwn." "A setup of SLO Desktop is running on this computer already."
${Say} A_COPY_FOR_ME "Mae SLO Desktop $EveryonesVersion eisoes wedi’i osod i bawb ar y cyfrifiadur hwn. Nid oes angen copi arall arnoch.$\r$\n$\r$\nOs oes dau gopi, byddant yn agor yr un gwaith, ond rhaid diweddaru’r ddau." "SLO Desktop $EveryonesVersion is installed for everyone on this computer already. You do not need another copy.$\r$\n$\r$\nTwo copies open the same work, but both have to be updated."
${Say} INSTALL_A_COPY "Gosod copi" "Install a copy"

; What Windows shows of files
${Say} BACKUP_TYPE "Copi wrth gefn SLO Desktop" "SLO Desktop backup"
${Say} UPDATE_TYPE "Diweddariad SLO Desktop" "SLO Desktop update"

; Removing the program
${Say} GO_HEAD "Dadosod SLO Desktop" "Uninstall SLO Desktop"
${Say} GO_SUB "Bydd y rhaglen yn mynd. Bydd gwaith yr ysgol yn aros." "The program goes. The school’s work stays."
${Say} GO_TEXT "Bydd y rhaglen yn y ffolder hon a’i chofnod yn y ddewislen Cychwyn yn cael eu tynnu o’r cyfrifiadur:" "The program in this folder and its entry in the Start menu will be removed from the computer:"
${Say} GO_STAYS "Bydd gwaith yr ysgol yn aros yn y ffolder hon, neu yn y ffolder y symudoch y gwaith iddi:" "The school’s work stays in this folder, or in the one that you moved it to:"
${Say} GOING_HEAD "Wrthi’n dadosod" "Uninstalling"
${Say} GOING_SUB "Arhoswch, os gwelwch yn dda." "Please wait."
${Say} GONE_HEAD "Mae SLO Desktop wedi’i ddadosod" "SLO Desktop is uninstalled"
${Say} GONE_SUB "Mae gwaith yr ysgol yn dal ar y cyfrifiadur hwn." "The school’s work is still on this computer."
${Say} ^Completed "Wedi gorffen" "Done"
${Say} GONE "Mae’r rhaglen wedi mynd." "The program is gone."
${Say} STILL_HERE "Mae gwaith yr ysgol yn aros yma, neu yn y ffolder y symudoch y gwaith iddi:" "The school’s work stays here, or in the folder that you moved it to:"
${Say} OTHER_FILES "Ni thynnwyd y ffeiliau eraill sydd yn y ffolder hon:" "The other files in this folder were not removed:"
${Say} STAYS_HEAD "Ni ddadosodwyd SLO Desktop" "SLO Desktop was not uninstalled"
